/** Inference tasks: submission, the bounded queue, states and history, cancelling. */
@NullMarked
package io.sluice.coordinator.task;

import org.jspecify.annotations.NullMarked;
