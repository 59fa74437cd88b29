package io.sluice.ingestion.reading;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sluice.ingestion.problem.ErrorCode;
import io.sluice.ingestion.problem.IngestionException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Gives the same outcome to a message that comes again with the same idempotency key, for as long
 * as this instance remembers it. Failures are not remembered: the sender is meant to try again.
 */
@Component
final class IdempotentAnswers {
    private static final Duration REMEMBERED = Duration.ofHours(1);
    private static final long MOST_READINGS = 2_000_000;

    private record Answer(String digest, CompletableFuture<Outcome> outcome) {
        int weight() {
            return outcome.isDone() && !outcome.isCompletedExceptionally()
                    ? 1 + outcome.join().acceptedReadings() + outcome.join().rejectedReadings()
                    : 1;
        }
    }

    private final Cache<String, Answer> answers =
            Caffeine.newBuilder()
                    .expireAfterWrite(REMEMBERED)
                    .maximumWeight(MOST_READINGS)
                    .<String, Answer>weigher((_, answer) -> answer.weight())
                    .build();

    /**
     * The outcome of the first message with this key, which is taken now if this is the first.
     *
     * @throws IngestionException {@code idempotency_key_reused} if the first one said something
     *     else
     */
    CompletableFuture<Outcome> once(IdempotencyKey key, Supplier<CompletableFuture<Outcome>> take) {
        Answer mine = new Answer(key.digest(), new CompletableFuture<>());
        Answer first = answers.asMap().putIfAbsent(key.value(), mine);
        if (first == null) {
            return takeFirst(key, mine, take);
        }
        if (!first.digest().equals(key.digest())) {
            throw new IngestionException(
                    ErrorCode.IDEMPOTENCY_KEY_REUSED,
                    "idempotency key '"
                            + key.value()
                            + "' was used for a message with other content");
        }
        return first.outcome();
    }

    private CompletableFuture<Outcome> takeFirst(
            IdempotencyKey key, Answer mine, Supplier<CompletableFuture<Outcome>> take) {
        CompletableFuture<Outcome> taken;
        try {
            taken = take.get();
        } catch (RuntimeException e) {
            taken = CompletableFuture.failedFuture(e);
        }
        return taken.whenComplete((outcome, failure) -> {
            if (failure == null && outcome.isNothingAccepted()) {
                // What was wrong may be mended when it comes again.
                answers.asMap().remove(key.value(), mine);
                mine.outcome().complete(outcome);
            } else if (failure == null) {
                mine.outcome().complete(outcome);
                // Weighed again, now that its weight is known.
                answers.asMap()
                        .replace(key.value(), mine, new Answer(mine.digest(), mine.outcome()));
            } else {
                answers.asMap().remove(key.value(), mine);
                mine.outcome().completeExceptionally(failure);
            }
        });
    }
}
