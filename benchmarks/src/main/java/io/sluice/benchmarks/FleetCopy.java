package io.sluice.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Copies the readings of a fleet into the table {@code reading} in the order in which they would
 * have arrived. Some rounds at a time are one transaction; those that are there are left, so a load
 * that was ended goes on where it was.
 */
final class FleetCopy {
    private static final int ROWS_A_TRANSACTION = 20_000;
    private static final long SHOW_NANOS = 10_000_000_000L;

    private static final String IS_THERE =
            """
            select from reading where series_id = ? and ordinal = 0
                and ts = 'epoch'::timestamptz + ? * interval '1 microsecond'
            """;

    private final Platform platform;
    private final Fleet fleet;
    private final int[] ids;
    private final int roundsAtATime;
    private final AtomicLong next = new AtomicLong();
    private final LongAdder copied = new LongAdder();
    private final AtomicLong showAt = new AtomicLong();

    /**
     * @param ids of the series, device by device, each with its metrics in their order
     */
    FleetCopy(Platform platform, Fleet fleet, int[] ids) {
        this.platform = platform;
        this.fleet = fleet;
        this.ids = ids.clone();
        this.roundsAtATime = Math.max(1, ROWS_A_TRANSACTION / fleet.series());
    }

    void run(int connections) {
        long start = System.nanoTime();
        showAt.set(start + SHOW_NANOS);
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            List<Future<?>> copying = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                copying.add(
                        threads.submit(() -> {
                            copy(start);
                            return true;
                        }));
            }
            for (Future<?> future : copying) {
                future.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
        if (copied.sum() == 0) {
            System.out.println("all readings are there");
        } else {
            show(start);
        }
    }

    private void copy(long start) throws SQLException {
        try (Connection connection = platform.database();
                Statement statement = connection.createStatement();
                PreparedStatement isThere = connection.prepareStatement(IS_THERE)) {
            statement.execute("set synchronous_commit = off");
            CopyRows rows = new CopyRows(roundsAtATime * fleet.series());
            for (long first = nextRound(); first < fleet.rounds(); first = nextRound()) {
                if (!isThere(isThere, first)) {
                    long until = Math.min(fleet.rounds(), first + roundsAtATime);
                    add(rows, first, until);
                    rows.into("reading", connection);
                    copied.add((until - first) * fleet.series());
                    showNowAndThen(start);
                }
            }
        }
    }

    private long nextRound() {
        return next.getAndAdd(roundsAtATime);
    }

    private boolean isThere(PreparedStatement isThere, long round) throws SQLException {
        isThere.setInt(1, ids[0]);
        isThere.setLong(2, fleet.time(0, round));
        try (ResultSet result = isThere.executeQuery()) {
            return result.next();
        }
    }

    private void add(CopyRows rows, long firstRound, long untilRound) {
        for (long round = firstRound; round < untilRound; round++) {
            for (int device = 0; device < fleet.devices(); device++) {
                long time = fleet.time(device, round);
                for (int metric = 0; metric < Fleet.metrics(); metric++) {
                    rows.add(
                            ids[device * Fleet.metrics() + metric],
                            time,
                            fleet.value(device, metric, round, time));
                }
            }
        }
    }

    private void showNowAndThen(long start) {
        long now = System.nanoTime();
        long at = showAt.get();
        if (now - at > 0 && showAt.compareAndSet(at, now + SHOW_NANOS)) {
            show(start);
        }
    }

    private void show(long start) {
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "copied %,13d readings in %6.1f s   %,9.0f /s%n",
                copied.sum(),
                seconds,
                copied.sum() / seconds);
    }
}
