/** Calls to those who want to be told when their task is finished. */
@NullMarked
package io.sluice.coordinator.webhook;

import org.jspecify.annotations.NullMarked;
