package io.sluice.benchmarks;

import java.time.Duration;
import java.util.List;

/**
 * A metric of the devices of a fleet.
 *
 * @param source what its values are made of
 */
record FleetMetric(String name, String unit, SourceSeries source) {
    static final List<FleetMetric> ALL =
            List.of(
                    new FleetMetric(
                            "temperature",
                            "°F",
                            SourceSeries.read(
                                    "ambient_temperature.csv.gz", 2, Duration.ofHours(1))),
                    new FleetMetric(
                            "power",
                            "kW",
                            SourceSeries.read("household_power.csv.gz", 1, Duration.ofMinutes(1))),
                    new FleetMetric(
                            "voltage",
                            "V",
                            SourceSeries.read("household_power.csv.gz", 3, Duration.ofMinutes(1))),
                    new FleetMetric(
                            "water",
                            "L/min",
                            SourceSeries.read("water.csv.gz", 3, Duration.ofMinutes(1))));
}
