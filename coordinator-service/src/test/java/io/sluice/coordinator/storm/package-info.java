@NullMarked
package io.sluice.coordinator.storm;

import org.jspecify.annotations.NullMarked;
