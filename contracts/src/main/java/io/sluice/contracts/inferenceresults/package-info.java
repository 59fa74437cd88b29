/** Topic {@code inference-results}: what became of inference tasks. */
@NullMarked
package io.sluice.contracts.inferenceresults;

import org.jspecify.annotations.NullMarked;
