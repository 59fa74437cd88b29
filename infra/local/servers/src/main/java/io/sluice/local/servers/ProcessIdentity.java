package io.sluice.local.servers;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One process, not to be taken for another one that got the same number later.
 *
 * @param pid its number
 * @param startedAt when it was started
 */
public record ProcessIdentity(long pid, Instant startedAt) {
    /** The clock by which the system tells start times is adjusted now and then. */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    public static ProcessIdentity of(ProcessHandle handle) {
        return new ProcessIdentity(
                handle.pid(), handle.info().startInstant().orElse(Instant.EPOCH));
    }

    /** The running process, or empty when it has ended. */
    public Optional<ProcessHandle> handle() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::isSame);
    }

    public boolean isAlive() {
        return handle().isPresent();
    }

    private boolean isSame(ProcessHandle handle) {
        Instant started = handle.info().startInstant().orElse(Instant.EPOCH);
        return Duration.between(started, startedAt).abs().compareTo(TOLERANCE) <= 0;
    }
}
