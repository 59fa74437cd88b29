@NullMarked
package io.sluice.examples.anomaly;

import org.jspecify.annotations.NullMarked;
