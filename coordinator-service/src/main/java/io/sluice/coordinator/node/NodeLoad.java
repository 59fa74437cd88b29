package io.sluice.coordinator.node;

import org.jspecify.annotations.Nullable;

/**
 * How busy a node says it is. Used to choose among nodes, and never to tell whether one has room.
 *
 * @param cpu the part of its processors that is used, 0 to 1
 * @param memory the part of its memory that is used, 0 to 1
 * @param running how many tasks it works on
 */
public record NodeLoad(@Nullable Double cpu, @Nullable Double memory, @Nullable Integer running) {}
