@NullMarked
package io.sluice.query.calendar;

import org.jspecify.annotations.NullMarked;
