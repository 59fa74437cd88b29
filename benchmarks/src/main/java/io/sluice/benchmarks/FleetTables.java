package io.sluice.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** What a fleet needs in the tables of query-service around its readings. */
record FleetTables(Platform platform, Fleet fleet) {
    /** As the writer does when it meets a series for the first time. */
    private static final String INSERT_SERIES =
            """
            insert into series (device_id, metric, unit)
            select n.device_id, n.metric, n.unit
            from unnest(?::text[], ?::text[], ?::text[]) with ordinality as n (device_id, metric, unit, place)
            order by n.place
            on conflict (device_id, metric) do nothing
            """;

    private static final String SERIES =
            """
            select s.id
            from unnest(?::text[], ?::text[]) with ordinality as n (device_id, metric, place)
            join series s using (device_id, metric)
            order by n.place
            """;

    /** The ids of the series, device by device, each with its metrics in their order. */
    int[] seriesIds() throws SQLException {
        String[] devices = each(number -> Fleet.deviceId(number / Fleet.metrics()));
        String[] metrics = each(number -> metric(number).name());
        String[] units = each(number -> metric(number).unit());
        try (Connection connection = platform.database();
                PreparedStatement insert = connection.prepareStatement(INSERT_SERIES);
                PreparedStatement select = connection.prepareStatement(SERIES)) {
            insert.setObject(1, devices);
            insert.setObject(2, metrics);
            insert.setObject(3, units);
            insert.executeUpdate();
            select.setObject(1, devices);
            select.setObject(2, metrics);
            int[] ids = new int[fleet.series()];
            try (ResultSet result = select.executeQuery()) {
                for (int i = 0; result.next(); i++) {
                    ids[i] = result.getInt(1);
                }
            }
            return ids;
        }
    }

    /**
     * Does at once what the database does by and by of its own accord, so that it does not do it
     * while something is measured.
     */
    void tidy() throws SQLException {
        long start = System.nanoTime();
        try (Connection connection = platform.database();
                Statement statement = connection.createStatement()) {
            for (String table :
                    List.of(
                            "series",
                            "reading",
                            "reading_hourly",
                            "reading_daily",
                            "rollup_mark")) {
                statement.execute("vacuum (analyze) " + table);
            }
        }
        try (Connection connection = platform.superuser();
                Statement statement = connection.createStatement()) {
            statement.execute("checkpoint");
        }
        System.out.printf(
                Locale.ROOT,
                "vacuum, analyze, checkpoint: %.1f s%n",
                (System.nanoTime() - start) / 1e9);
    }

    private String[] each(IntFunction<String> part) {
        return IntStream.range(0, fleet.series()).mapToObj(part).toArray(String[]::new);
    }

    private static FleetMetric metric(int series) {
        return FleetMetric.ALL.get(series % Fleet.metrics());
    }
}
