/** Calls about finished tasks, to real servers of HTTP. */
@NullMarked
package io.sluice.coordinator.webhook;

import org.jspecify.annotations.NullMarked;
