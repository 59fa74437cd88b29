package io.sluice.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What the database alone takes: a bare staged insert into the same table, COPY into a temporary
 * table and {@code insert … on conflict do nothing} from there. Nothing else runs meanwhile.
 */
final class InsertCeiling {
    private static final int BATCH = 20_000;
    private static final int SERIES = 1_000;

    private final Platform platform;

    InsertCeiling(Platform platform) {
        this.platform = platform;
    }

    /** Readings per second over so many connections. */
    double measure(int connections, Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        long start = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            List<Future<Long>> counts = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                int number = i;
                counts.add(threads.submit(() -> insert(number, connections, end)));
            }
            long count = 0;
            for (Future<Long> future : counts) {
                count += future.get();
            }
            return count * 1e9 / (System.nanoTime() - start);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private long insert(int number, int connections, long end) throws SQLException {
        try (Connection connection = platform.database();
                Statement statement = connection.createStatement()) {
            statement.execute("set search_path = query");
            statement.execute("set synchronous_commit = off");
            statement.execute("create temporary table staged (like reading) on commit delete rows");
            connection.setAutoCommit(false);
            // Series of its own, beyond those of devices; another range of them for each
            // measurement.
            int firstSeries = 1_000_000_000 + (connections * 10 + number) * SERIES;
            long micros = System.currentTimeMillis() * 1000;
            long count = 0;
            CopyRows rows = new CopyRows(BATCH);
            try (PreparedStatement insert =
                    connection.prepareStatement(
                            "insert into reading select * from staged on conflict do nothing")) {
                while (System.nanoTime() < end) {
                    fill(rows, firstSeries, micros);
                    rows.into("staged", connection);
                    count += insert.executeUpdate();
                    connection.commit();
                    micros += BATCH / SERIES * 1000L;
                }
            }
            return count;
        }
    }

    private static void fill(CopyRows rows, int firstSeries, long firstMicros) {
        Random random = new Random(firstMicros);
        for (int series = 0; series < SERIES; series++) {
            for (int i = 0; i < BATCH / SERIES; i++) {
                rows.add(
                        firstSeries + series,
                        firstMicros + i * 1000L,
                        15 + random.nextInt(1000) / 100.0);
            }
        }
    }
}
