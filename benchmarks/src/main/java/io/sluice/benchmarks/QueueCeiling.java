package io.sluice.benchmarks;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/**
 * What the database alone takes: a plain table as a queue, with the three changes that a task needs
 * (queued, leased, finished with a row in an outbox), each in a transaction. No HTTP, no history,
 * no classes, no bound. Nothing else runs meanwhile.
 */
final class QueueCeiling {
    private static final List<String> TABLES =
            List.of(
                    "drop schema if exists bench_queue cascade",
                    "create schema bench_queue",
                    "set search_path = bench_queue",
                    """
                    create table task (id bigint primary key, state text not null,
                        priority smallint not null, payload text, node text, token bigint,
                        leased_until timestamptz, output text, submitted_at timestamptz not null,
                        finished_at timestamptz) with (fillfactor = 70)
                    """,
                    "create index on task (priority, id) where state = 'queued'",
                    "create sequence token",
                    "create table outbox (task_id bigint primary key)");

    private static final String QUEUE =
            """
            insert into task (id, state, priority, payload, submitted_at)
            select id, 'queued', 5, '{"features":[20.1,20.4,20.3,20.9,21.2,21.0,21.7,22.3]}', now()
            from unnest(?::bigint[]) as id
            """;

    private static final String LEASE =
            """
            update task set state = 'leased', node = 'bench', token = nextval('token'),
                leased_until = now() + interval '30 s'
            where id = any(array(select id from task where state = 'queued' order by priority, id
                limit ? for update skip locked))
            returning id, token
            """;

    private static final String FINISH =
            """
            with finished as (
                update task set state = 'succeeded', leased_until = null, payload = null,
                    output = '{"label":"normal"}', finished_at = now()
                from unnest(?::bigint[], ?::bigint[]) as d (id, token)
                where task.id = d.id and task.token = d.token and state = 'leased'
                returning task.id)
            insert into outbox select id from finished
            """;

    private final Platform platform;
    private final AtomicLong ids = new AtomicLong();

    QueueCeiling(Platform platform) {
        this.platform = platform;
    }

    /**
     * Tasks a second over so many connections.
     *
     * @param batch how many tasks each transaction changes
     */
    double measure(int connections, int batch, Duration duration) {
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            prepare();
            long start = System.nanoTime();
            List<Future<Long>> counts = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                counts.add(threads.submit(() -> run(batch, start + duration.toNanos())));
            }
            long count = 0;
            for (Future<Long> future : counts) {
                count += future.get();
            }
            return count * 1e9 / (System.nanoTime() - start);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void prepare() throws SQLException {
        try (Connection connection = platform.superuser();
                Statement statement = connection.createStatement()) {
            for (String sql : TABLES) {
                statement.execute(sql);
            }
            statement.execute("checkpoint");
        }
    }

    private long run(int batch, long end) throws SQLException {
        try (Connection connection = platform.superuser();
                Statement statement = connection.createStatement()) {
            statement.execute("set search_path = bench_queue");
            long count = 0;
            try (PreparedStatement queue = connection.prepareStatement(QUEUE);
                    PreparedStatement lease = connection.prepareStatement(LEASE);
                    PreparedStatement finish = connection.prepareStatement(FINISH)) {
                while (System.nanoTime() < end) {
                    long first = ids.getAndAdd(batch);
                    queue.setArray(1, array(connection, LongStream.range(first, first + batch)));
                    queue.executeUpdate();
                    count += leaseAndFinish(connection, lease, finish, batch);
                }
            }
            return count;
        }
    }

    private static int leaseAndFinish(
            Connection connection, PreparedStatement lease, PreparedStatement finish, int batch)
            throws SQLException {
        List<Long> tasks = new ArrayList<>();
        List<Long> tokens = new ArrayList<>();
        lease.setInt(1, batch);
        try (ResultSet leased = lease.executeQuery()) {
            while (leased.next()) {
                tasks.add(leased.getLong(1));
                tokens.add(leased.getLong(2));
            }
        }
        finish.setArray(1, array(connection, tasks.stream().mapToLong(Long::longValue)));
        finish.setArray(2, array(connection, tokens.stream().mapToLong(Long::longValue)));
        return finish.executeUpdate();
    }

    private static Array array(Connection connection, LongStream values) throws SQLException {
        return connection.createArrayOf("bigint", values.boxed().toArray());
    }

    /** Removes the tables. */
    void clear() {
        try (Connection connection = platform.superuser();
                Statement statement = connection.createStatement()) {
            statement.execute("drop schema if exists bench_queue cascade");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
