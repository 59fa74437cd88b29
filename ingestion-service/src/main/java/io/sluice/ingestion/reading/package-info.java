/**
 * The way of a message from its arrival to its verdict. {@link ReadingIntake} is where to begin.
 */
@NullMarked
package io.sluice.ingestion.reading;

import org.jspecify.annotations.NullMarked;
