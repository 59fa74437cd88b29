package io.sluice.coordinator.task;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;

/**
 * Makes ids of tasks: UUIDs of version 7 (RFC 9562, section 5.7), so that later ones are greater.
 */
final class TaskIds {
    private static final long VERSION = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final Clock clock;
    private final SecureRandom random;

    TaskIds(Clock clock, SecureRandom random) {
        this.clock = clock;
        this.random = random;
    }

    UUID next() {
        long high = clock.millis() << 16 | VERSION | (random.nextLong() & 0xFFF);
        long low = VARIANT | (random.nextLong() >>> 2);
        return new UUID(high, low);
    }
}
