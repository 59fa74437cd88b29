/** Conditions about the time of day, the weekday and the like. */
@NullMarked
package io.sluice.query.calendar;

import org.jspecify.annotations.NullMarked;
