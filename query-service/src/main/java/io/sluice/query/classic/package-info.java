/** The answers that the lab's clients expect. */
@NullMarked
package io.sluice.query.classic;

import org.jspecify.annotations.NullMarked;
