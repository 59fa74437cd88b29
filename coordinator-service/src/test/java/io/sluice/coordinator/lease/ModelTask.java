package io.sluice.coordinator.lease;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A task as it should be. Times are in seconds. */
final class ModelTask {
    static final long LEASE = 30;

    private static final int FREE_RETURNS = 10;
    private static final long AVOIDED = 1;
    private static final long AGEING = 60;

    final UUID id;
    final Wish wish;
    final long rank;
    final @Nullable Long deadline;
    private final List<String> history = new ArrayList<>();
    private String state = "queued";
    private int attempts;
    private int returns;
    private @Nullable Long token;
    private @Nullable Long reportedToken;
    private @Nullable String node;
    private @Nullable Long leasedUntil;
    private @Nullable Long finishedAt;
    private long avoidedUntil;

    /**
     * What a task asks for.
     *
     * @param version null for any
     * @param patience how long it is worth something, or null for ever
     */
    record Wish(
            String model,
            @Nullable String version,
            Map<String, String> labels,
            int priority,
            int maxAttempts,
            @Nullable Integer patience) {}

    ModelTask(UUID id, Wish wish, long now) {
        this.id = id;
        this.wish = wish;
        this.rank = now + wish.priority() * AGEING;
        this.deadline = wish.patience() == null ? null : now + wish.patience();
        history.add(now + " queued");
    }

    static Comparator<ModelTask> order() {
        return Comparator.<ModelTask>comparingLong(task -> task.rank)
                .thenComparing(task -> task.id.toString());
    }

    boolean isFinal() {
        return !state.equals("queued") && !state.equals("leased");
    }

    boolean isLeasedBy(String name) {
        return state.equals("leased") && name.equals(node);
    }

    boolean isLive(long now) {
        return state.equals("leased") && leasedUntil != null && leasedUntil > now;
    }

    boolean canBeLeased(long now) {
        return state.equals("queued") && !isPastDeadline(now);
    }

    boolean avoids(String name, long now) {
        return name.equals(node) && avoidedUntil > now;
    }

    boolean avoidsAny(long now) {
        return avoidedUntil > now;
    }

    int attempts() {
        return attempts;
    }

    private boolean isPastDeadline(long now) {
        return deadline != null && deadline <= now;
    }

    void lease(String name, long itsToken, long now) {
        attempts++;
        state = "leased";
        node = name;
        token = itsToken;
        renew(now);
        note(now, attempts);
    }

    void renew(long now) {
        leasedUntil = deadline == null ? now + LEASE : Math.min(deadline, now + LEASE);
    }

    /** What a node hears that says something of a lease; {@code taken} if it has it. */
    String verdict(String name, long itsToken, long now) {
        if (token == null || itsToken > token || (itsToken == token && !name.equals(node))) {
            return "no_lease";
        }
        if (reportedToken != null && reportedToken == itsToken) {
            return "result_already_given";
        }
        return itsToken == token && isLive(now) ? "taken" : "lease_lost";
    }

    void succeed(long now) {
        reportedToken = token;
        end("succeeded", now);
    }

    void fail(boolean retryable, long now) {
        reportedToken = token;
        if (retryable && attempts < wish.maxAttempts()) {
            queueAgain(now);
        } else {
            end(retryable ? "dead" : "failed", now);
        }
    }

    void giveBack(long now) {
        if (returns < FREE_RETURNS) {
            queueAgain(now);
            returns++;
            attempts--;
        } else {
            lose(now);
        }
    }

    /** Its lease ran out, or its node is gone. */
    void lose(long now) {
        if (isPastDeadline(now)) {
            end("expired", now);
        } else if (attempts >= wish.maxAttempts()) {
            end("dead", now);
        } else {
            queueAgain(now);
        }
    }

    void cancel(long now) {
        end("cancelled", now);
    }

    /** Somebody looks at what has run out. */
    void sweep(long now) {
        if (state.equals("leased") && !isLive(now)) {
            lose(now);
        } else if (state.equals("queued") && isPastDeadline(now)) {
            end("expired", now);
        }
    }

    private void queueAgain(long now) {
        state = "queued";
        leasedUntil = null;
        avoidedUntil = now + AVOIDED;
        note(now, attempts);
    }

    private void end(String last, long now) {
        state = last;
        leasedUntil = null;
        finishedAt = now;
        note(now, attempts);
    }

    private void note(long now, int attempt) {
        history.add(
                now
                        + " "
                        + state
                        + (node == null ? "" : " " + node)
                        + (attempt == 0 ? "" : " " + attempt));
    }

    TaskRow row() {
        return new TaskRow(
                id,
                state,
                attempts,
                returns,
                token,
                reportedToken,
                node,
                leasedUntil,
                finishedAt,
                String.join(", ", history));
    }
}
