package io.sluice.coordinator.lease;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a node says about a lease. */
sealed interface NodeReport {
    UUID task();

    long token();

    /** It still works on it. */
    record Renewal(UUID task, long token) implements NodeReport {}

    /** It does not want it. */
    record Return(UUID task, long token, String reason) implements NodeReport {}

    /** It is done. */
    record Success(UUID task, long token, byte[] output) implements NodeReport {}

    /**
     * It failed.
     *
     * @param isRetryable false if it would fail everywhere
     */
    record Failure(UUID task, long token, @Nullable String error, boolean isRetryable)
            implements NodeReport {}

    /** How much memory it takes, roughly, in kibibytes; at least 1. */
    default int weight() {
        return switch (this) {
            case Success success -> 1 + success.output().length / 1024;
            case Failure failure ->
                    1 + (failure.error() == null ? 0 : failure.error().length() / 1024);
            case Renewal _, Return _ -> 1;
        };
    }
}
