package io.sluice.benchmarks;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
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
import org.postgresql.PGConnection;

/**
 * What the database alone takes: a bare staged insert into the same table, COPY into a temporary
 * table and {@code insert … on conflict do nothing} from there. Nothing else runs meanwhile.
 */
final class InsertCeiling {
    private static final int BATCH = 20_000;
    private static final int SERIES = 1_000;
    private static final long POSTGRES_EPOCH_MICROS = 946_684_800_000_000L;
    private static final byte[] HEADER = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };

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
            long micros = System.currentTimeMillis() * 1000 - POSTGRES_EPOCH_MICROS;
            long count = 0;
            try (PreparedStatement insert =
                    connection.prepareStatement(
                            "insert into reading select * from staged on conflict do nothing")) {
                while (System.nanoTime() < end) {
                    copy(connection, rows(firstSeries, micros));
                    count += insert.executeUpdate();
                    connection.commit();
                    micros += BATCH / SERIES * 1000L;
                }
            }
            return count;
        }
    }

    private static void copy(Connection connection, byte[] rows) throws SQLException {
        try {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(
                            "copy staged from stdin (format binary)",
                            new ByteArrayInputStream(rows),
                            65536);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] rows(int firstSeries, long firstMicros) {
        ByteBuffer out = ByteBuffer.allocate(HEADER.length + BATCH * 50 + 2);
        Random random = new Random(firstMicros);
        out.put(HEADER);
        for (int series = 0; series < SERIES; series++) {
            for (int i = 0; i < BATCH / SERIES; i++) {
                out.putShort((short) 5);
                out.putInt(8).putLong(firstMicros + i * 1000L);
                out.putInt(8).putDouble(15 + random.nextInt(1000) / 100.0);
                out.putInt(4).putInt(firstSeries + series);
                out.putInt(2).putShort((short) 0);
                out.putInt(2).putShort((short) 0);
            }
        }
        out.putShort((short) -1);
        byte[] bytes = new byte[out.position()];
        out.flip().get(bytes);
        return bytes;
    }
}
