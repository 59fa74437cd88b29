package io.sluice.query.live;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears from the database which live sessions were changed, over a connection of its own. */
final class PostgresLiveChanges {
    private static final Logger log = LoggerFactory.getLogger(PostgresLiveChanges.class);
    private static final int WAIT_MILLIS = 500;
    private static final long PAUSE_MILLIS = 1_000;

    private final String url;
    private final String username;
    private final String password;
    private @Nullable Listening listening;

    PostgresLiveChanges(String url, String username, String password) {
        this.url = url;
        this.username = username;
        this.password = password;
    }

    /**
     * @param listener takes the id of a session that was changed, or none when it may be any
     */
    synchronized void start(Consumer<Optional<UUID>> listener) {
        listening = new Listening(listener);
        Thread.ofVirtual().name("live-changes").start(listening);
    }

    synchronized void stop() {
        if (listening != null) {
            listening.stopped.countDown();
            listening = null;
        }
    }

    /** From a start to a stop. */
    private final class Listening implements Runnable {
        private final Consumer<Optional<UUID>> listener;
        private final CountDownLatch stopped = new CountDownLatch(1);

        Listening(Consumer<Optional<UUID>> listener) {
            this.listener = listener;
        }

        @Override
        public void run() {
            while (stopped.getCount() > 0) {
                try (Connection connection = connect()) {
                    listen(connection);
                } catch (SQLException e) {
                    log.warn(
                            "changes of live sessions are not heard for now, and found when they"
                                    + " are refreshed: {}",
                            e.toString());
                    pause();
                }
            }
        }

        private void listen(Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute("listen " + PostgresLiveSessions.CHANNEL);
            }
            listener.accept(Optional.empty());
            PGConnection postgres = connection.unwrap(PGConnection.class);
            while (stopped.getCount() > 0) {
                PGNotification[] notifications = postgres.getNotifications(WAIT_MILLIS);
                if (notifications != null) {
                    for (PGNotification one : notifications) {
                        listener.accept(Optional.of(UUID.fromString(one.getParameter())));
                    }
                }
            }
        }

        private void pause() {
            try {
                stopped.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException _) {
                stopped.countDown();
            }
        }
    }

    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", username);
        properties.setProperty("password", password);
        properties.setProperty("tcpKeepAlive", "true");
        return DriverManager.getConnection(url, properties);
    }
}
