package io.sluice.ingestion.reading;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/** Numbers the messages of each connection: a connection is a source stream. */
@Component
final class HttpConnections {
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(30);

    /** Tells the connections of this run of this instance from all others. */
    private final String instance = UUID.randomUUID().toString().substring(0, 8);

    private final Cache<String, AtomicLong> sequences =
            Caffeine.newBuilder().expireAfterAccess(FORGOTTEN_AFTER).build();

    Origin next(HttpServletRequest request) {
        String connection = request.getServletConnection().getConnectionId();
        long sequence = sequences.get(connection, _ -> new AtomicLong()).getAndIncrement();
        return new Origin(
                Origin.Transport.HTTP,
                request.getRequestURI(),
                "http:" + instance + ":" + connection,
                sequence);
    }
}
