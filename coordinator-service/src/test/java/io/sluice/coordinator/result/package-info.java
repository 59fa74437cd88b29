/** What became of tasks, against real servers. */
@NullMarked
package io.sluice.coordinator.result;

import org.jspecify.annotations.NullMarked;
