package io.sluice.query.client;

import jakarta.annotation.PreDestroy;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/**
 * Looks, while a request waits for others, whether its client still does. Nobody else notices: a
 * closed connection shows when it is read or written, and who waits for the database does neither.
 */
@Component
public final class ClientWatch {
    static final ScopedValue<ClientConnection> CONNECTION = ScopedValue.newInstance();

    private static final long INTERVAL_MILLIS = 500;

    private final Set<WatchedWork> works = ConcurrentHashMap.newKeySet();

    /** Of its own, so that no other task of the service delays it. */
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("client-watch").factory());

    ClientWatch() {
        Future<?> _ =
                clock.scheduleWithFixedDelay(
                        () -> works.forEach(WatchedWork::look),
                        INTERVAL_MILLIS,
                        INTERVAL_MILLIS,
                        TimeUnit.MILLISECONDS);
    }

    /**
     * Watches the client of the running request, if there is one, until the work is closed.
     *
     * @param cancel ends the work from another thread; it is not called any more when the work is
     *     closed
     */
    public WatchedWork during(Runnable cancel) {
        if (!CONNECTION.isBound()) {
            return new WatchedWork(() -> true, cancel, works);
        }
        WatchedWork work = new WatchedWork(CONNECTION.get(), cancel, works);
        works.add(work);
        return work;
    }

    @PreDestroy
    void stop() {
        clock.shutdownNow();
    }
}
