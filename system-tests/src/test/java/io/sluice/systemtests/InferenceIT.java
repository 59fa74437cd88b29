package io.sluice.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.contracts.inferenceresults.InferenceResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Has real workers run a real model through the front door, and kills one of them, and the
 * coordinator, in the middle. Each task succeeds once, and comes to the topic once.
 */
@ExtendWith(SharedPlatform.class)
class InferenceIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String INLINE = "\"payload\": " + InferenceClient.PAYLOAD;

    private final LocalPlatform platform;
    private final InferenceClient client;
    @TempDir private Path directory;

    InferenceIT(LocalPlatform platform) {
        this.platform = platform;
        this.client = new InferenceClient(platform);
    }

    @BeforeEach
    void upload() {
        assertThat(client.upload().path("state").asString()).isEqualTo("ready");
    }

    @Test
    void resultIsSeenInEveryWay() {
        try (ResultTopic topic = new ResultTopic(platform.kafka(), InferenceClient.MODEL);
                LiveResults live =
                        new LiveResults(
                                platform.frontDoor()
                                        .resolve(
                                                "/api/v1/results/live?model="
                                                        + InferenceClient.MODEL));
                WorkerProcess worker = start("it-ways", "ways", 1)) {
            String id = client.submit(1, "ways", INLINE).getFirst();

            awaitAllSucceeded(List.of(id));
            JsonNode task = client.task(id);
            assertThat(task.path("node").asString()).isEqualTo(worker.id());
            assertThat(task.path("ran_version").asString()).isEqualTo("1");
            assertThat(task.path("output").path("outputs").path("score").path(0).asDouble())
                    .isBetween(0.0, 5.0);
            assertThat(client.results())
                    .anySatisfy(
                            result -> assertThat(result.path("task_id").asString()).isEqualTo(id));
            await().untilAsserted(() -> assertThat(topic.tasks()).containsExactly(id));
            assertThat(topic.results())
                    .extracting(InferenceResult::getOutcome)
                    .containsExactly(InferenceResult.Outcome.SUCCEEDED);
            await().untilAsserted(() ->
                    assertThat(live.lines())
                            .contains("event: succeeded")
                            .anySatisfy(
                                    line -> assertThat(line).startsWith("data: ").contains(id)));
        }
    }

    @Test
    void tasksOfAKilledWorkerAreDoneByAnother() {
        try (HeldPayloads payloads = new HeldPayloads(InferenceClient.PAYLOAD);
                ResultTopic topic = new ResultTopic(platform.kafka(), InferenceClient.MODEL);
                WorkerProcess victim = start("it-victim", "killed", 4);
                WorkerProcess other = start("it-other", "killed", 4)) {
            List<String> ids = client.submit(40, "killed", referenceTo(payloads));
            payloads.allow(8);
            await().atMost(PATIENCE)
                    .until(() -> payloads.given() == 8 && client.count("it-victim", "leased") > 0);

            victim.kill();
            int had = client.count("it-victim", "leased");
            payloads.allowAll();

            awaitAllSucceeded(ids);
            assertThat(had).isPositive();
            assertThat(ids)
                    .filteredOn(id -> historyOf(id).contains("lease ran out"))
                    .hasSizeGreaterThanOrEqualTo(had)
                    .allSatisfy(id ->
                            assertThat(client.task(id).path("node").asString())
                                    .isEqualTo(other.id()));
            assertEachOnce(topic, ids);
        }
    }

    @Test
    void tasksAreDoneOnceThoughTheCoordinatorIsKilled() {
        try (HeldPayloads payloads = new HeldPayloads(InferenceClient.PAYLOAD);
                ResultTopic topic = new ResultTopic(platform.kafka(), InferenceClient.MODEL);
                WorkerProcess worker = start("it-lonely", "outage", 4)) {
            List<String> ids = client.submit(200, "outage", referenceTo(payloads));
            ProcessHandle coordinator = platform.process("coordinator-service");
            payloads.allow(60);
            await().atMost(PATIENCE).until(() -> payloads.given() == 60 && payloads.waiting() > 0);

            coordinator.destroyForcibly();
            coordinator.onExit().join();
            payloads.allowAll();
            // The worker goes on with what it has while nobody can take its results.
            await().atMost(PATIENCE).until(() -> payloads.given() > 60);
            platform.up();

            awaitAllSucceeded(ids);
            assertThat(worker.isAlive()).isTrue();
            assertEachOnce(topic, ids);
        }
    }

    /** Returns when it is known to hold the model. */
    private WorkerProcess start(String id, String test, int capacity) {
        WorkerProcess worker =
                WorkerProcess.start(platform.frontDoor(), directory, id, test, capacity);
        try {
            await().atMost(PATIENCE)
                    .until(() ->
                            !client.node(id).path("models").path(InferenceClient.MODEL).isEmpty());
            return worker;
        } catch (RuntimeException e) {
            worker.close();
            throw e;
        }
    }

    private static String referenceTo(HeldPayloads payloads) {
        return "\"payload_reference\": \"" + payloads.address() + "\"";
    }

    private void awaitAllSucceeded(List<String> ids) {
        for (String id : ids) {
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(client.task(id).path("state").asString())
                                    .as(() -> client.task(id).toString())
                                    .isEqualTo("succeeded"));
        }
    }

    private void assertEachOnce(ResultTopic topic, List<String> ids) {
        assertThat(ids).allSatisfy(id -> assertThat(timesSucceeded(id)).isEqualTo(1));
        await().untilAsserted(() -> assertThat(topic.tasks()).containsAll(ids));
        assertThat(topic.tasks()).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(topic.results())
                .extracting(InferenceResult::getOutcome)
                .containsOnly(InferenceResult.Outcome.SUCCEEDED);
    }

    private long timesSucceeded(String id) {
        return client.task(id).path("history").values().stream()
                .filter(change -> change.path("state").asString().equals("succeeded"))
                .count();
    }

    private String historyOf(String id) {
        return client.task(id).path("history").toString();
    }
}
