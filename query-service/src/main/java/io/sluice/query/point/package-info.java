/** The readings of series, by time. */
@NullMarked
package io.sluice.query.point;

import org.jspecify.annotations.NullMarked;
