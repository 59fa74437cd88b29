package io.sluice.coordinator.result;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of a task, as queries, live streams and webhooks tell it in JSON. It does not change
 * any more.
 *
 * @param version the one that was run; none if none was
 * @param output what the model gave, as JSON in one line; only if it succeeded
 * @param error why there is no output, for people
 * @param node the one that gave the result, or had the task last
 * @param attempts how many leases were used up
 */
public record FinishedTask(
        UUID taskId,
        @Nullable String deviceId,
        String model,
        @Nullable String version,
        Outcome state,
        @JsonRawValue @Nullable String output,
        @Nullable String error,
        @Nullable String node,
        int attempts,
        int priority,
        Instant submittedAt,
        Instant finishedAt) {
    public FinishedTask {
        output = output == null ? null : inOneLine(output);
    }

    /**
     * A line break in JSON is always between values, and means nothing; in an event it would end
     * the line.
     */
    private static String inOneLine(String json) {
        return json.replace('\n', ' ').replace('\r', ' ');
    }
}
