@NullMarked
package io.sluice.coordinator.lease;

import org.jspecify.annotations.NullMarked;
