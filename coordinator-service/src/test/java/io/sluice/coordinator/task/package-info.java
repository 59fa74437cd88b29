@NullMarked
package io.sluice.coordinator.task;

import org.jspecify.annotations.NullMarked;
