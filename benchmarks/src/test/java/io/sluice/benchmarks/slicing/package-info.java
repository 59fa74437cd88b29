@NullMarked
package io.sluice.benchmarks.slicing;

import org.jspecify.annotations.NullMarked;
