package io.sluice.local.demo;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Shows what the platform answers about the stations. */
final class Report {
    private static final String WINTER =
            "from=2016-12-01T00:00:00%2B08:00&to=2017-03-01T00:00:00%2B08:00";

    private final PlatformApi api;
    private final PrintStream out;

    Report(PlatformApi api, PrintStream out) {
        this.api = api;
        this.out = out;
    }

    void print(List<Station> stations) {
        out.printf(
                Locale.ROOT,
                "%n%-24s %8s  %-12s %-12s %21s %16s%n",
                "station",
                "hours",
                "from",
                "to",
                "TEMP min / avg / max",
                "PM2.5 avg / max");
        for (Station station : stations) {
            row(station);
        }
        out.printf(
                "%nPM2.5, daily averages of the last winter (December 2016 to February 2017),"
                        + " µg/m³:%n");
        for (Station station : stations) {
            sparkline(station);
        }
    }

    void addresses(Station station) {
        String series = api.frontDoor() + "/api/v1/devices/" + station.deviceId();
        out.printf(
                """

                Look further:
                  %s/docs/
                  curl '%s/series'
                  curl '%s/latest'
                  curl '%s/series/PM2.5/points?from=2017-01-01&limit=5'
                  curl '%s/api/stats/%s?period=hourly'
                  curl '%s/api/v1/source-streams?limit=5'
                ./sluice status shows every part, ./sluice down ends them.
                """,
                api.frontDoor(),
                series,
                series,
                series,
                api.frontDoor(),
                station.deviceId(),
                api.frontDoor());
    }

    private void row(Station station) {
        JsonNode statistics = api.get("/api/stats/" + station.deviceId());
        JsonNode temperature = statistics.path("statistics").path("TEMP");
        JsonNode particles = statistics.path("statistics").path("PM2.5");
        out.printf(
                Locale.ROOT,
                "%-24s %,8d  %-12.10s %-12.10s %6.1f /%5.1f /%6.1f %7.1f /%6.0f%n",
                station.deviceId(),
                statistics.path("total_readings").asInt(),
                statistics.path("first_reading").asString(),
                statistics.path("last_reading").asString(),
                temperature.path("min").asDouble(),
                temperature.path("avg").asDouble(),
                temperature.path("max").asDouble(),
                particles.path("avg").asDouble(),
                particles.path("max").asDouble());
    }

    private void sparkline(Station station) {
        JsonNode statistics =
                api.get("/api/stats/" + station.deviceId() + "?period=daily&" + WINTER);
        List<Double> daily =
                statistics.path("buckets").values().stream()
                        .map(day -> day.path("statistics").path("PM2.5").path("avg").asDouble())
                        .toList();
        out.printf("%-24s %s%n", station.deviceId(), Sparkline.of(daily));
    }
}
