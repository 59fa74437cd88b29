package io.sluice.query.series;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Chooses series.
 *
 * @param devices those of these devices; empty for any
 * @param metric those of this metric; null for any
 * @param labels those of devices that are registered with all these labels; empty for any device
 */
public record SeriesSelector(
        List<String> devices, @Nullable String metric, Map<String, String> labels) {
    public SeriesSelector {
        devices = List.copyOf(devices);
        labels = Map.copyOf(labels);
    }
}
