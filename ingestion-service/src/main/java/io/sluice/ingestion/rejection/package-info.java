/** What was not taken: to be looked at, and to be fed again. */
@NullMarked
package io.sluice.ingestion.rejection;

import org.jspecify.annotations.NullMarked;
