package io.sluice.coordinator.node;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The nodes that this replica has heard a moment ago: what is known need not be written again. A
 * node that asks for work all the time would else be written all the time.
 */
final class LatelyHeard {
    private static final Duration MOMENT = Duration.ofSeconds(1);
    private static final int MOST = 100_000;

    private final LongSupplier nanoTime;
    private final Map<String, Long> heard = new ConcurrentHashMap<>();

    LatelyHeard(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** True if the same caller was heard a moment ago. */
    boolean contains(String caller) {
        Long at = heard.get(caller);
        return at != null && nanoTime.getAsLong() - at < MOMENT.toNanos();
    }

    void add(String caller) {
        if (heard.size() >= MOST) {
            heard.clear();
        }
        heard.put(caller, nanoTime.getAsLong());
    }
}
