package io.sluice.coordinator.result;

import io.sluice.problem.ProblemException;
import io.sluice.problem.RequestProblem;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;

/** A place among finished tasks in the order of their end. As text it is a cursor for clients. */
record ResultPlace(Instant finishedAt, UUID taskId) {
    static ResultPlace of(FinishedTask task) {
        return new ResultPlace(task.finishedAt(), task.taskId());
    }

    String cursor() {
        String text = ChronoUnit.MICROS.between(Instant.EPOCH, finishedAt) + "," + taskId;
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * @throws ProblemException {@code invalid_parameter} if it is none of ours
     */
    static ResultPlace parse(String cursor) {
        try {
            String text =
                    new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
            int comma = text.indexOf(',');
            return new ResultPlace(
                    Instant.EPOCH.plus(
                            Long.parseLong(text, 0, Math.max(comma, 0), 10), ChronoUnit.MICROS),
                    UUID.fromString(text.substring(comma + 1)));
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            throw new ProblemException(
                    RequestProblem.INVALID_PARAMETER,
                    "cursor is not one that was given with an answer",
                    e);
        }
    }
}
