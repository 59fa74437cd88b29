/** In what steps of time series are read, and from which of the tiers they are kept in. */
@NullMarked
package io.sluice.query.tier;

import org.jspecify.annotations.NullMarked;
