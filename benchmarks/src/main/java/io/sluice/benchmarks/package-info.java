/** Measures the platform under load, beside a ceiling in the same run. */
@NullMarked
package io.sluice.benchmarks;

import org.jspecify.annotations.NullMarked;
