/** Window slicing beside the other ways to aggregate windows. */
@NullMarked
package io.sluice.benchmarks.slicing;

import org.jspecify.annotations.NullMarked;
