package io.sluice.coordinator.result;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.sluice.coordinator.problem.CoordinatorException;
import io.sluice.coordinator.problem.ErrorCode;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The live streams of this instance. When the service stops they end first: their clients come
 * again, to another instance, and go on where they were.
 */
@Component
final class LiveResultStreams implements SmartLifecycle {
    private final LiveResultsProperties properties;
    private final Set<LiveResultStream> streams = ConcurrentHashMap.newKeySet();
    private volatile boolean running;

    LiveResultStreams(LiveResultsProperties properties, MeterRegistry meters) {
        this.properties = properties;
        meters.gaugeCollectionSize("sluice.live.results.streams", Tags.empty(), streams);
    }

    /**
     * @throws CoordinatorException {@code too_many_streams}, {@code stopping}
     */
    synchronized void begin(LiveResultStream stream) {
        if (!running) {
            throw new CoordinatorException(
                    ErrorCode.STOPPING, "this instance is stopping; try again");
        }
        if (streams.size() >= properties.streams()) {
            throw new CoordinatorException(
                    ErrorCode.TOO_MANY_STREAMS,
                    "there are "
                            + streams.size()
                            + " live streams already, and may be "
                            + properties.streams()
                            + "; try again later");
        }
        streams.add(stream);
    }

    int count() {
        return streams.size();
    }

    void end(LiveResultStream stream) {
        streams.remove(stream);
    }

    @Override
    public synchronized void start() {
        running = true;
    }

    @Override
    public synchronized void stop() {
        running = false;
        streams.forEach(LiveResultStream::end);
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
