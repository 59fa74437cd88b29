package io.sluice.coordinator.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.coordinator.CoordinatorServiceTest;
import io.sluice.coordinator.FinishedTasks;
import io.sluice.coordinator.result.ResultSignal;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

@CoordinatorServiceTest
@TestPropertySource(
        properties = {
            "sluice.webhooks.attempts=4",
            "sluice.webhooks.backoff=50ms",
            "sluice.webhooks.longest-backoff=200ms",
            "sluice.webhooks.response-timeout=1s",
            "sluice.webhooks.circuit-pause=2s",
            "sluice.webhooks.interval=50ms",
            "sluice.webhooks.parallel=8",
            "sluice.webhooks.parallel-per-host=3",
            "sluice.webhooks.allowed-hosts=127.*"
        })
class WebhookTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Autowired private JdbcClient jdbc;
    @Autowired private ResultSignal signal;
    @Autowired private WebhookStates states;
    @Autowired private WebhookQueue queue;
    @Autowired private WebhookDeliveries deliveries;
    private FinishedTasks tasks;
    private CalledHost host;

    @BeforeEach
    void open() throws IOException {
        tasks = new FinishedTasks(jdbc);
        host = new CalledHost();
    }

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void resultIsPosted() {
        UUID task = finish("/done");

        await().atMost(PATIENCE).until(() -> state(task).equals("delivered"));
        CalledHost.Call call = host.calls().getFirst();
        assertThat(call.task()).isEqualTo(task.toString());
        assertThat(call.attempt()).isEqualTo("1");
        assertThat(call.body().path("task_id").asString()).isEqualTo(task.toString());
        assertThat(call.body().path("state").asString()).isEqualTo("succeeded");
        assertThat(call.body().path("output").path("label").asInt()).isEqualTo(1);
        assertThat(Instant.parse(call.body().path("finished_at").asString())).isNotNull();
        assertThat(states.of(task))
                .hasValueSatisfying(state -> {
                    assertThat(state.attempts()).isEqualTo(1);
                    assertThat(state.nextAt()).isNull();
                });
        assertThat(host.calls()).hasSize(1);
    }

    @Test
    void taskWithoutAWebhookHasNoState() {
        assertThat(states.of(tasks.add(FinishedTasks.Task.of("wh")))).isEmpty();
    }

    @Test
    void hostThatRecoversIsCalledUntilItAnswers() {
        host.answers(503);
        UUID task = finish("/late");
        await().atMost(PATIENCE).until(() -> host.calls().size() >= 2);
        assertThat(state(task)).isEqualTo("waiting");
        assertThat(states.of(task).orElseThrow().lastError()).isEqualTo("answered 503");

        host.answers(204);

        await().atMost(PATIENCE).until(() -> state(task).equals("delivered"));
        assertThat(host.calls().stream().map(CalledHost.Call::attempt).distinct().count())
                .isEqualTo(host.calls().size());
    }

    @Test
    void callIsGivenUpAfterTheLastAttempt() {
        host.answers(404);

        UUID task = finish("/gone");

        await().atMost(PATIENCE).until(() -> state(task).equals("given_up"));
        assertThat(host.calls().stream().map(CalledHost.Call::attempt))
                .containsExactly("1", "2", "3", "4");
        assertThat(states.of(task))
                .hasValueSatisfying(state -> {
                    assertThat(state.attempts()).isEqualTo(4);
                    assertThat(state.lastError()).isEqualTo("answered 404");
                });
    }

    @Test
    void redirectIsNotFollowed() {
        host.answers(307);

        UUID task = finish("/moved");

        await().atMost(PATIENCE).until(() -> state(task).equals("given_up"));
        assertThat(host.calls("/elsewhere")).isEmpty();
    }

    @Test
    void answerThatDoesNotComeToItsEndIsNone() {
        host.hangsInTheBody();
        UUID task = finish("/slow");

        await().atMost(PATIENCE)
                .until(() -> states.of(task).map(WebhookState::attempts).orElse(0) > 0);
        assertThat(states.of(task).orElseThrow().lastError()).contains("no answer within");
    }

    @Test
    void hostThatHangsHoldsUpNoOther() throws IOException {
        try (CalledHost hanging = new CalledHost()) {
            hanging.hangs();
            tasks.add(FinishedTasks.Task.of("wh-hang").webhook(hanging.address("/hang")), 200);
            List<UUID> quick =
                    tasks.add(FinishedTasks.Task.of("wh").webhook(host.address("/quick")), 50);
            long began = System.nanoTime();
            signal.wake();

            await().atMost(PATIENCE)
                    .until(() -> quick.stream().allMatch(task -> state(task).equals("delivered")));
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isLessThan(Duration.ofSeconds(10));
            forget("wh-hang");
        }
    }

    @Test
    void hostThatFailsIsLeftAloneForAWhileAndCalledAgain() {
        host.answers(500);
        List<UUID> many =
                tasks.add(FinishedTasks.Task.of("wh-open").webhook(host.address("/open")), 60);
        signal.wake();
        await().atMost(PATIENCE).until(() -> host.calls().size() >= 5);
        await().atMost(PATIENCE)
                .until(() ->
                        many.stream()
                                .allMatch(task ->
                                        isAfter(states.of(task).orElseThrow().nextAt(), 500)));

        // Not each of them has called in vain.
        assertThat(host.calls().size()).isLessThan(30);

        host.answers(200);
        await().atMost(PATIENCE)
                .until(() -> many.stream().allMatch(task -> state(task).equals("delivered")));
    }

    @Test
    void hostThatIsNotAllowedIsNotCalled() {
        UUID task =
                tasks.add(FinishedTasks.Task.of("wh").webhook("http://localhost:1/x?a=127.0.0.1"));
        signal.wake();

        await().atMost(PATIENCE).until(() -> state(task).equals("given_up"));
        assertThat(states.of(task).orElseThrow().lastError()).contains("localhost");
        assertThat(states.of(task).orElseThrow().attempts()).isZero();
    }

    @Test
    void callThatIsDueForTooLongIsGivenUp() {
        UUID task =
                tasks.add(
                        FinishedTasks.Task.of("wh")
                                .webhook(host.address("/old"))
                                .age(Duration.ofDays(2)));
        signal.wake();

        await().atMost(PATIENCE).until(() -> state(task).equals("given_up"));
        assertThat(host.calls()).isEmpty();
    }

    @Test
    void claimOfAReplicaThatDiedComesBack() {
        deliveries.stop();
        UUID task;
        try {
            task = finish("/again");
            List<WebhookDelivery> claimed = queue.claim(100, Duration.ofSeconds(2));
            assertThat(claimed).extracting(WebhookDelivery::taskId).contains(task);
            assertThat(queue.claim(100, Duration.ofSeconds(2)))
                    .extracting(WebhookDelivery::taskId)
                    .doesNotContain(task);
        } finally {
            deliveries.start();
        }

        await().atMost(PATIENCE).until(() -> state(task).equals("delivered"));
    }

    @Test
    void whatIsSaidOfAClaimThatHasRunOutIsIgnored() {
        deliveries.stop();
        try {
            UUID task = finish("/stale");
            WebhookDelivery stale = claim(task, Duration.ofMillis(1));
            WebhookDelivery ours = claim(task, Duration.ofMinutes(1));

            queue.giveUp(stale, 1, "too late");
            assertThat(state(task)).isEqualTo("waiting");
            queue.tryAgain(ours, Duration.ofMinutes(1), "just so");
            assertThat(states.of(task).orElseThrow().attempts()).isEqualTo(1);
            queue.delivered(stale);
            assertThat(state(task)).isEqualTo("delivered");
        } finally {
            deliveries.start();
        }
    }

    private WebhookDelivery claim(UUID task, Duration time) {
        return await().atMost(PATIENCE)
                .until(
                        () ->
                                queue.claim(100, time).stream()
                                        .filter(one -> one.taskId().equals(task))
                                        .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private void forget(String model) {
        jdbc.sql(
                        "update webhook_delivery set state = 'given_up' where task_id in (select"
                                + " t.id from task t join task_class c on c.id = t.class_id where"
                                + " c.model = :model)")
                .param("model", model)
                .update();
    }

    private static boolean isAfter(@Nullable Instant time, int millis) {
        return time != null && time.isAfter(Instant.now().plusMillis(millis));
    }

    private UUID finish(String path) {
        UUID task = tasks.add(FinishedTasks.Task.of("wh").webhook(host.address(path)));
        signal.wake();
        return task;
    }

    private String state(UUID task) {
        return states.of(task).map(WebhookState::state).orElse("");
    }
}
