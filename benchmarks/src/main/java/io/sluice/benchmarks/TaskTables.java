package io.sluice.benchmarks;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** The tables of coordinator-service. */
final class TaskTables {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final int LOOKS_WITHOUT_CHANGE = 5;

    private final Platform platform;

    TaskTables(Platform platform) {
        this.platform = platform;
    }

    /**
     * Removes all tasks, when their results are on the topic: each measurement begins with an empty
     * queue.
     */
    void clear() {
        try (Connection connection = platform.superuser();
                Statement statement = connection.createStatement()) {
            statement.execute("set search_path = coordinator");
            awaitPublished(statement);
            connection.setAutoCommit(false);
            statement.execute("truncate task, outbox, webhook_delivery");
            statement.execute("update task_class set waiting = 0");
            connection.commit();
            connection.setAutoCommit(true);
            statement.execute("vacuum (analyze) task_class");
            statement.execute("checkpoint");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitPublished(Statement statement) throws SQLException {
        long left = unpublished(statement);
        for (int looks = 0; left > 0 && looks < LOOKS_WITHOUT_CHANGE; looks++) {
            Waiting.until(System.nanoTime() + LOOK_EVERY.toNanos());
            long now = unpublished(statement);
            looks = now < left ? 0 : looks;
            left = now;
        }
        if (left > 0) {
            System.out.printf("  %,d results were never published%n", left);
        }
    }

    /** How many results are not on the topic yet. */
    long unpublished() {
        try (Connection connection = platform.superuser();
                Statement statement = connection.createStatement()) {
            statement.execute("set search_path = coordinator");
            return unpublished(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long unpublished(Statement statement) throws SQLException {
        try (ResultSet count = statement.executeQuery("select count(*) from outbox")) {
            count.next();
            return count.getLong(1);
        }
    }
}
