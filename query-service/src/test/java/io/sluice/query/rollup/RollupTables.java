package io.sluice.query.rollup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.SoftAssertions;
import org.springframework.jdbc.core.JdbcTemplate;

/** The rollups of some devices, held against their readings. */
final class RollupTables {
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private final JdbcTemplate jdbc;
    private final String devices;

    /**
     * @param devices a pattern of SQL
     */
    RollupTables(JdbcTemplate jdbc, String devices) {
        this.jdbc = jdbc;
        this.devices = devices;
    }

    /** A bucket of a series. */
    record Place(int series, Instant bucket) implements Comparable<Place> {
        private static final Comparator<Place> ORDER =
                Comparator.comparingInt(Place::series).thenComparing(Place::bucket);

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    /** Waits until so many readings are written and no marks of these devices are left. */
    void awaitRefreshed(long readings) {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(readings()).isEqualTo(readings));
        awaitRefreshed();
    }

    void awaitRefreshed() {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(marks()).isZero());
    }

    long readings() {
        return count("reading");
    }

    long marks() {
        return count("rollup_mark");
    }

    private long count(String table) {
        return jdbc.query(
                        "select count(*) from "
                                + table
                                + " where series_id in (select id from series where device_id like"
                                + " ?)",
                        (result, _) -> result.getLong(1),
                        devices)
                .getFirst();
    }

    Map<Place, Rollup> hourly() {
        return rollups("reading_hourly");
    }

    Map<Place, Rollup> daily() {
        return rollups("reading_daily");
    }

    private Map<Place, Rollup> rollups(String table) {
        Map<Place, Rollup> rollups = new TreeMap<>();
        jdbc.query(
                "select series_id, bucket, "
                        + Rollup.COLUMNS
                        + " from "
                        + table
                        + " where series_id in (select id from series where device_id like ?)",
                result -> {
                    rollups.put(
                            new Place(result.getInt(1), result.getTimestamp(2).toInstant()),
                            Rollup.of(result));
                },
                devices);
        return rollups;
    }

    /** Computes all rollups from the readings, and finds the tables to hold the same. */
    void verifyAgainstReadings() {
        verify(hourly(), ChronoUnit.HOURS);
        verify(daily(), ChronoUnit.DAYS);
    }

    private void verify(Map<Place, Rollup> rollups, ChronoUnit bucket) {
        Map<Place, List<Rollup.Reading>> readings = new TreeMap<>();
        jdbc.query(
                "select series_id, ts, value from reading where series_id in (select id from series"
                        + " where device_id like ?) order by series_id, ts, ordinal",
                result -> {
                    Instant time = result.getTimestamp(2).toInstant();
                    readings.computeIfAbsent(
                                    new Place(result.getInt(1), time.truncatedTo(bucket)),
                                    _ -> new ArrayList<>())
                            .add(new Rollup.Reading(time, result.getDouble(3)));
                },
                devices);
        assertThat(rollups.keySet()).isEqualTo(readings.keySet());
        SoftAssertions.assertSoftly(softly ->
                rollups.forEach((place, rollup) -> {
                    List<Rollup.Reading> below = readings.getOrDefault(place, List.of());
                    double added =
                            below.stream()
                                    .mapToDouble(reading -> Math.abs(reading.value()))
                                    .filter(size -> size < 1e290)
                                    .sum();
                    rollup.verify(softly, Rollup.of(below), added, bucket + " " + place);
                }));
    }
}
