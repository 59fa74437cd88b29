package io.sluice.ingestion.device;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which devices are asked for; null means any.
 *
 * @param type the whole type
 * @param location the whole location
 * @param name a part of the name, in any case
 * @param labels all of these labels with these values
 */
public record DeviceFilter(
        @Nullable String type,
        @Nullable String location,
        @Nullable String name,
        Map<String, String> labels) {}
