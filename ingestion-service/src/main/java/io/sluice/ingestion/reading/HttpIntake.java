package io.sluice.ingestion.reading;

import io.sluice.ingestion.payload.FormFormat;
import io.sluice.ingestion.payload.PayloadReader;
import io.sluice.ingestion.payload.ReadPayload;
import io.sluice.ingestion.problem.ErrorCode;
import io.sluice.ingestion.problem.IngestionException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Takes the message of one HTTP request, and waits for its outcome, but not for long. */
@Component
final class HttpIntake {
    static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    private static final byte[] NOTHING = {};
    private static final int PLACE_OF_UNKNOWN_SIZE = 64 * 1024;

    private final ReadingIntake intake;
    private final InFlightBudget budget;
    private final IdempotentAnswers answers;
    private final HttpConnections connections;
    private final IntakeProperties properties;
    private final InstantSource clock;
    private final PayloadReader reader;

    HttpIntake(
            ReadingIntake intake,
            InFlightBudget budget,
            IdempotentAnswers answers,
            HttpConnections connections,
            IntakeProperties properties,
            InstantSource clock) {
        this.intake = intake;
        this.budget = budget;
        this.answers = answers;
        this.connections = connections;
        this.properties = properties;
        this.clock = clock;
        this.reader = new PayloadReader((int) properties.maxPayload().toBytes());
    }

    /**
     * Takes what the request carries: its body, or its query where it has no body.
     *
     * @param indivisible true to take all readings or none
     * @throws IngestionException if it is refused, or can't be made durable in time
     * @throws IOException if the connection breaks
     */
    Outcome take(HttpServletRequest request, boolean indivisible) throws IOException {
        CompletableFuture<Outcome> outcome;
        try {
            outcome = takeInBudget(request, indivisible);
        } catch (IngestionException e) {
            outcome =
                    intake.refuse(
                            message(request, NOTHING, request.getContentType(), indivisible), e);
        }
        return await(outcome);
    }

    /**
     * @throws IngestionException {@code busy} if there is no place in the budget, or not enough
     */
    private CompletableFuture<Outcome> takeInBudget(HttpServletRequest request, boolean indivisible)
            throws IOException {
        InFlightBudget.Place place =
                budget.reserve(expectedSize(request), properties.placeWithin());
        try {
            ReadPayload body =
                    reader.read(
                            request.getInputStream(),
                            request.getHeader("Content-Encoding"),
                            place::growTo);
            return take(request, body, indivisible).whenComplete((_, _) -> place.release());
        } catch (IOException | RuntimeException e) {
            place.release();
            throw e;
        }
    }

    private CompletableFuture<Outcome> take(
            HttpServletRequest request, ReadPayload body, boolean indivisible) {
        if (body.failure() != null) {
            return intake.refuse(
                    message(request, body.bytes(), request.getContentType(), indivisible),
                    body.failure());
        }
        boolean isQuery = body.bytes().length == 0 && request.getQueryString() != null;
        byte[] payload =
                isQuery ? request.getQueryString().getBytes(StandardCharsets.UTF_8) : body.bytes();
        String contentType = isQuery ? FormFormat.MEDIA_TYPE : request.getContentType();
        Message unkeyed = message(request, payload, contentType, indivisible);
        String key = request.getHeader(IDEMPOTENCY_KEY);
        if (key == null) {
            return intake.take(unkeyed);
        }
        try {
            IdempotencyKey idempotencyKey = IdempotencyKey.of(key, payload);
            Message message = unkeyed.withKey(idempotencyKey);
            return answers.once(idempotencyKey, () -> intake.take(message));
        } catch (IngestionException e) {
            return intake.refuse(unkeyed, e);
        }
    }

    private Message message(
            HttpServletRequest request,
            byte[] payload,
            @Nullable String contentType,
            boolean indivisible) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return new Message(
                payload,
                contentType,
                connections.next(request),
                now,
                now,
                null,
                null,
                indivisible,
                null);
    }

    private Outcome await(CompletableFuture<Outcome> outcome) {
        try {
            return outcome.get(properties.answerWithin().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IngestionException(
                    ErrorCode.KAFKA_UNAVAILABLE,
                    "Kafka did not take the message within "
                            + properties.answerWithin()
                            + "; it may still do so. Send it again: what is delivered twice is"
                            + " stored once",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IngestionException(ErrorCode.BUSY, "the service is stopping", e);
        } catch (ExecutionException e) {
            throw IngestionException.of(e.getCause() == null ? e : e.getCause());
        }
    }

    private int expectedSize(HttpServletRequest request) {
        long announced = request.getContentLengthLong();
        return announced < 0
                ? PLACE_OF_UNKNOWN_SIZE
                : (int) Math.max(1, Math.min(announced, properties.maxPayload().toBytes()));
    }
}
