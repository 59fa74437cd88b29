/** Fewer points of a time series that look the same when drawn. */
@NullMarked
package io.sluice.downsampling;

import org.jspecify.annotations.NullMarked;
