package io.sluice.ingestion.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.ingestion.problem.ErrorCode;
import io.sluice.ingestion.problem.IngestionException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class IdempotentAnswersTest {
    private static final Outcome OUTCOME =
            new Outcome(
                    List.of(
                            new DeviceReadings(
                                    "1", List.of(new Reading("t", null, 0, 0, 1, 0)), false)),
                    1,
                    List.of(),
                    Map.of());
    private static final Outcome NOTHING = new Outcome(List.of(), 0, List.of(), Map.of());

    private final IdempotentAnswers answers = new IdempotentAnswers();
    private final AtomicInteger taken = new AtomicInteger();

    @Test
    void secondDeliveryGetsTheOutcomeOfTheFirst() {
        assertThat(answers.once(key("k", "a"), this::take).join()).isSameAs(OUTCOME);
        assertThat(answers.once(key("k", "a"), this::take).join()).isSameAs(OUTCOME);

        assertThat(taken).hasValue(1);
    }

    @Test
    void deliveryThatOverlapsWaitsForTheFirst() {
        CompletableFuture<Outcome> slow = new CompletableFuture<>();
        CompletableFuture<Outcome> first = answers.once(key("k", "a"), () -> slow);
        CompletableFuture<Outcome> second = answers.once(key("k", "a"), this::take);
        assertThat(second).isNotDone();

        slow.complete(OUTCOME);

        assertThat(first.join()).isSameAs(OUTCOME);
        assertThat(second.join()).isSameAs(OUTCOME);
        assertThat(taken).hasValue(0);
    }

    @Test
    void sameKeyWithOtherContentIsRefused() {
        answers.once(key("k", "a"), this::take).join();

        assertThatThrownBy(() -> answers.once(key("k", "b"), this::take))
                .isInstanceOfSatisfying(
                        IngestionException.class,
                        refused ->
                                assertThat(refused.code())
                                        .isEqualTo(ErrorCode.IDEMPOTENCY_KEY_REUSED));
    }

    @Test
    void failureIsNotRemembered() {
        CompletableFuture<Outcome> failed =
                answers.once(
                        key("k", "a"),
                        () ->
                                CompletableFuture.failedFuture(
                                        new IngestionException(
                                                ErrorCode.KAFKA_UNAVAILABLE, "gone")));
        assertThat(failed).isCompletedExceptionally();

        assertThat(answers.once(key("k", "a"), this::take).join()).isSameAs(OUTCOME);
    }

    @Test
    void outcomeWithNothingAcceptedIsNotRemembered() {
        assertThat(
                        answers.once(
                                        key("k", "a"),
                                        () -> CompletableFuture.completedFuture(NOTHING))
                                .join())
                .isSameAs(NOTHING);

        assertThat(answers.once(key("k", "a"), this::take).join()).isSameAs(OUTCOME);
    }

    private CompletableFuture<Outcome> take() {
        taken.incrementAndGet();
        return CompletableFuture.completedFuture(OUTCOME);
    }

    private static IdempotencyKey key(String key, String payload) {
        return IdempotencyKey.of(key, payload.getBytes(StandardCharsets.UTF_8));
    }
}
