package io.sluice.query.live;

import io.sluice.contracts.readings.ReadingBatch;
import io.sluice.query.problem.ErrorCode;
import io.sluice.query.problem.QueryException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The sessions that this instance holds. The topic, and the news of changes, are listened to as
 * long as there are any. When the service stops they end first: their clients come again, to
 * another instance.
 */
@Component
final class LiveSessions implements LiveTopic.Listener, SmartLifecycle {
    private final LiveTopic topic;
    private final PostgresLiveChanges changes;
    private final LiveProperties properties;
    private final Map<UUID, LiveSession> sessions = new ConcurrentHashMap<>();
    private final Map<String, Set<LiveSession>> byDevice = new ConcurrentHashMap<>();
    private volatile boolean running = true;

    LiveSessions(LiveTopic topic, PostgresLiveChanges changes, LiveProperties properties) {
        this.topic = topic;
        this.changes = changes;
        this.properties = properties;
    }

    /**
     * From now on the session gets readings.
     *
     * @throws QueryException {@code too_many_sessions}
     */
    synchronized void begin(LiveSession session) {
        if (!running || sessions.size() >= properties.sessions()) {
            throw new QueryException(
                    ErrorCode.TOO_MANY_SESSIONS,
                    "there are "
                            + sessions.size()
                            + " live sessions already, and may be "
                            + properties.sessions()
                            + "; try again later");
        }
        boolean isFirst = sessions.isEmpty();
        sessions.put(session.id(), session);
        add(session);
        if (isFirst) {
            topic.start(this);
            changes.start(this::check);
        }
    }

    /** The session gets no more readings. */
    synchronized void end(LiveSession session) {
        if (sessions.remove(session.id()) == null) {
            return;
        }
        remove(session);
        if (sessions.isEmpty()) {
            topic.stop();
            changes.stop();
        }
    }

    synchronized void change(LiveSession session, LiveSettings settings) {
        remove(session);
        session.change(settings);
        add(session);
    }

    private void add(LiveSession session) {
        for (String device : session.devices()) {
            byDevice.computeIfAbsent(device, _ -> new CopyOnWriteArraySet<>()).add(session);
        }
    }

    private void remove(LiveSession session) {
        for (Set<LiveSession> some : byDevice.values()) {
            some.remove(session);
        }
        byDevice.values().removeIf(Collection::isEmpty);
    }

    /**
     * @param id of the one that was changed, if that is known
     */
    private void check(Optional<UUID> id) {
        sessions.values().stream()
                .filter(session -> id.isEmpty() || id.get().equals(session.id()))
                .forEach(LiveSession::check);
    }

    @Override
    public boolean wants(String deviceId) {
        return byDevice.containsKey(deviceId);
    }

    @Override
    public void take(ReadingBatch batch, int partition, long offset) {
        byDevice.getOrDefault(batch.getDeviceId(), Set.of())
                .forEach(session -> session.take(batch, partition, offset));
    }

    @Override
    public void missed() {
        sessions.values().forEach(LiveSession::missed);
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public synchronized void stop() {
        running = false;
        sessions.values().forEach(LiveSession::end);
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
