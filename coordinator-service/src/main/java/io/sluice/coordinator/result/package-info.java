/** What became of tasks: the topic through an outbox, queries, and a live stream. */
@NullMarked
package io.sluice.coordinator.result;

import org.jspecify.annotations.NullMarked;
