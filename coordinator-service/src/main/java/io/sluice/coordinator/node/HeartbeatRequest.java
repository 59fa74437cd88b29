package io.sluice.coordinator.node;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A sign of life, as it is sent. */
record HeartbeatRequest(
        @Nullable String incarnation,
        @Nullable NodeLoad load,
        @Nullable Map<String, List<String>> models) {}
