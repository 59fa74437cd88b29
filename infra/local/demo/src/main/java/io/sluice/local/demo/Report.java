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

    /** What analysts ask: the shape of a day, and all years as wide as a screen. */
    void analysis(Station station) {
        JsonNode pattern =
                api.get(
                        "/api/v1/analysis/pattern?metric=PM2.5&by=hour&zone=Asia/Shanghai&device="
                                + station.deviceId());
        List<Double> hours =
                pattern.path("series").path(0).path("pattern").values().stream()
                        .map(hour -> hour.path("avg").asDouble())
                        .toList();
        out.printf(
                "%nThe same by hour of the day, 0 to 23 in Beijing:%n%-24s %s%n",
                station.deviceId(), Sparkline.of(hours));
        long start = System.nanoTime();
        JsonNode chart =
                api.get(
                        "/api/v1/devices/"
                                + station.deviceId()
                                + "/series/TEMP/points?max_points=800");
        double millis = (System.nanoTime() - start) / 1e6;
        JsonNode pending = chart.path("pending_hours");
        out.printf(
                Locale.ROOT,
                "%nAll years of TEMP for a chart of 800 points: %d points of %s from tier %s in"
                        + " %.0f ms%s.%n",
                chart.path("points").size(),
                chart.path("bucket").asString("the readings"),
                chart.path("tier").asString(),
                millis,
                pending.isMissingNode()
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                " (%,d hours of it are still being rolled up)",
                                pending.asLong()));
    }

    void addresses(Station station) {
        String series = api.frontDoor() + "/api/v1/devices/" + station.deviceId();
        out.printf(
                """

                Look further:
                  %s/docs/
                  curl '%s/series'
                  curl '%s/latest'
                  curl '%s/series/PM2.5/points?from=2017-01-01&resolution=daily'
                  curl -H 'Accept: text/csv' '%s/series/PM2.5/points?max_points=500&downsample=lttb'
                  curl '%s/api/stats/%s?period=hourly'
                  curl '%s/api/v1/source-streams?limit=5'
                  curl '%s/api/v1/cluster'
                  curl '%s/api/v1/nodes'
                  curl '%s/api/v1/results?model=reading-anomaly&limit=3'
                docs/guide/inference.md tells how to submit tasks, and how to be a node.
                ./sluice status shows every part, ./sluice down ends them.
                """,
                api.frontDoor(),
                series,
                series,
                series,
                series,
                api.frontDoor(),
                station.deviceId(),
                api.frontDoor(),
                api.frontDoor(),
                api.frontDoor(),
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
