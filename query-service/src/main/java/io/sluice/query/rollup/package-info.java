/**
 * Hourly and daily rollups, kept up to date with the readings. {@link RollupRefresher} is where to
 * begin.
 */
@NullMarked
package io.sluice.query.rollup;

import org.jspecify.annotations.NullMarked;
