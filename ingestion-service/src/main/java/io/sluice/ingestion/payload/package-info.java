/** The forms in which devices send readings, read from bytes. */
@NullMarked
package io.sluice.ingestion.payload;

import org.jspecify.annotations.NullMarked;
