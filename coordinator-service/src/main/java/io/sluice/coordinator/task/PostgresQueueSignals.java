package io.sluice.coordinator.task;

import io.sluice.coordinator.background.BackgroundThread;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
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
    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final DataSource database;
    private final QueueSignal signal;
    private final BackgroundThread thread =
            new BackgroundThread("queue-signals", PATIENCE, this::run);

    PostgresQueueSignals(DataSource database, QueueSignal signal) {
        this.database = database;
        this.signal = signal;
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public void stop() {
        thread.stop(() -> {});
    }

    @Override
    public boolean isRunning() {
        return thread.isRunning();
    }

    private void run() throws InterruptedException {
        while (thread.isRunning()) {
            try (Connection connection = database.getConnection()) {
                listen(connection);
            } catch (SQLException e) {
                log.warn("not told by the database what is queued: {}", e.toString());
                Thread.sleep(TRY_AGAIN);
            }
        }
    }

    private void listen(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("listen " + CHANNEL);
            PGConnection notifying = connection.unwrap(PGConnection.class);
            while (thread.isRunning()) {
                if (notifying.getNotifications(LOOK_UP_EVERY_MILLIS).length > 0) {
                    signal.wake();
                }
            }
            statement.execute("unlisten " + CHANNEL);
        }
    }
}
