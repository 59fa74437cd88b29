@NullMarked
package io.sluice.coordinator.node;

import org.jspecify.annotations.NullMarked;
