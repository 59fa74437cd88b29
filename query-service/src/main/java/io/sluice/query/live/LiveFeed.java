package io.sluice.query.live;

import io.sluice.downsampling.M4Column;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Feeds a client from its session, in the client's own thread, until one of the two ends. */
@Component
final class LiveFeed {
    private static final Logger log = LoggerFactory.getLogger(LiveFeed.class);
    private static final int EVENTS_AT_ONCE = 500;

    private final PostgresLiveSessions table;
    private final PostgresLiveColumns database;
    private final LiveTopic topic;
    private final LiveSessions sessions;
    private final LiveProperties properties;
    private final InstantSource clock;

    LiveFeed(
            PostgresLiveSessions table,
            PostgresLiveColumns database,
            LiveTopic topic,
            LiveSessions sessions,
            LiveProperties properties,
            InstantSource clock) {
        this.table = table;
        this.database = database;
        this.topic = topic;
        this.sessions = sessions;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * @throws IOException when the client has gone
     */
    void run(LiveSession session, LiveStream stream, Duration life)
            throws IOException, InterruptedException {
        Instant end = clock.instant().plus(life);
        Instant heartbeat = clock.instant().plus(properties.heartbeat());
        long revision = 1;
        stream.session(session.id(), session.settings());
        Instant now = clock.instant();
        while (!session.isEnded() && now.isBefore(end)) {
            boolean isTime = !now.isBefore(heartbeat);
            if (session.takeCheck() || isTime) {
                revision = refresh(session, stream, revision);
            }
            if (isTime) {
                stream.heartbeat();
                heartbeat = now.plus(properties.heartbeat());
            }
            session.advance(now);
            load(session);
            send(session, stream);
            now = clock.instant();
            Instant next = heartbeat.isBefore(end) ? heartbeat : end;
            session.await(properties.pause(), Duration.between(now, next));
            now = clock.instant();
        }
    }

    private long refresh(LiveSession session, LiveStream stream, long revision) throws IOException {
        try {
            PostgresLiveSessions.Row held =
                    new PostgresLiveSessions.Row(session.settings(), revision);
            PostgresLiveSessions.Row row = table.refresh(session.id(), held);
            if (row.revision() != revision) {
                sessions.change(session, row.settings());
                stream.session(session.id(), row.settings());
            }
            return row.revision();
        } catch (DataAccessException e) {
            log.warn("live session {} is not refreshed: {}", session.id(), e.toString());
            return revision;
        }
    }

    private void load(LiveSession session) {
        if (!session.needsLoading()) {
            return;
        }
        try {
            Map<Integer, Long> written = database.written();
            for (LiveSession.Loading one : session.loadings(topic.positions(), written)) {
                session.load(one, read(one), written);
            }
        } catch (DataAccessException e) {
            log.warn("live session {} gets nothing read again: {}", session.id(), e.toString());
        }
    }

    private Map<Long, M4Column> read(LiveSession.Loading one) {
        return one.isAll()
                ? database.range(one.series().id(), one.duration(), one.first(), one.end())
                : database.some(one.series().id(), one.duration(), one.numbers());
    }

    private static void send(LiveSession session, LiveStream stream) throws IOException {
        List<LiveEvent> events = session.drain(EVENTS_AT_ONCE);
        while (!events.isEmpty()) {
            stream.columns(events);
            events = events.size() < EVENTS_AT_ONCE ? List.of() : session.drain(EVENTS_AT_ONCE);
        }
    }
}
