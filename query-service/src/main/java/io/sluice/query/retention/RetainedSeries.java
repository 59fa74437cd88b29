package io.sluice.query.retention;

import java.util.Map;

/**
 * What policies ask of a series.
 *
 * @param labels of its device, where that is registered
 */
record RetainedSeries(int id, String metric, Map<String, String> labels) {
    RetainedSeries {
        labels = Map.copyOf(labels);
    }
}
