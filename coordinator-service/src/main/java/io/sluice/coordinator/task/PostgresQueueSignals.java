package io.sluice.coordinator.task;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Hears from the database that another replica has queued something. */
@Component
class PostgresQueueSignals implements SmartLifecycle {
    static final String CHANNEL = "coordinator_queued";

    private static final Logger log = LoggerFactory.getLogger(PostgresQueueSignals.class);
    private static final int LOOK_UP_EVERY_MILLIS = 500;
    private static final long TRY_AGAIN_NANOS = 1_000_000_000L;

    private final DataSource database;
    private final QueueSignal signal;
    private volatile @Nullable Thread thread;

    PostgresQueueSignals(DataSource database, QueueSignal signal) {
        this.database = database;
        this.signal = signal;
    }

    @Override
    public void start() {
        thread = Thread.ofPlatform().name("queue-signals").daemon().start(this::run);
    }

    @Override
    public void stop() {
        Thread running = thread;
        thread = null;
        if (running != null) {
            running.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private boolean isCurrent() {
        return Thread.currentThread().equals(thread);
    }

    private void run() {
        while (isCurrent()) {
            try (Connection connection = database.getConnection()) {
                listen(connection);
            } catch (SQLException e) {
                if (isCurrent()) {
                    log.warn("not told by the database what is queued: {}", e.toString());
                    LockSupport.parkNanos(TRY_AGAIN_NANOS);
                }
            }
        }
    }

    private void listen(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("listen " + CHANNEL);
            PGConnection notifying = connection.unwrap(PGConnection.class);
            while (isCurrent()) {
                if (notifying.getNotifications(LOOK_UP_EVERY_MILLIS).length > 0) {
                    signal.wake();
                }
            }
            statement.execute("unlisten " + CHANNEL);
        }
    }
}
