package io.sluice.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.sluice.worker.FakeCoordinator.FakeTask;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class WorkerTest {
    private static final ModelVersion ECHO = new ModelVersion("echo", "1");
    private static final ModelVersion SLOW = new ModelVersion("slow", "1");

    @TempDir private Path cache;

    private final FakeCoordinator coordinator = new FakeCoordinator();

    WorkerTest() {
        coordinator.models.add(ECHO, SmallModel.identity(DataType.FLOAT));
        coordinator.models.add(SLOW, SmallModel.slow(100));
    }

    @AfterEach
    void end() {
        coordinator.close();
    }

    @Test
    void workerRegistersBringsModelsAndDoesTasks() {
        try (Worker worker = start(2)) {
            submit("a", "{\"inputs\": {\"x\": [[1, 2], [3, 4.5]]}}");
            submit("b", "[[5, 6]]");

            awaitResults(2);
            assertThat(output("a")).isEqualTo("{\"outputs\":{\"y\":[[1.0,2.0],[3.0,4.5]]}}");
            assertThat(output("b")).isEqualTo("{\"outputs\":{\"y\":[[5.0,6.0]]}}");
            await().untilAsserted(() ->
                    assertThat(coordinator.held("n1"))
                            .isEqualTo("{\"echo\":[\"1\"],\"slow\":[\"1\"]}"));
            await().until(() -> worker.count(Count.RESULTS_TAKEN) == 2);
            assertThat(worker.count(Count.REGISTRATIONS)).isEqualTo(1);
        }
        assertThat(coordinator.knows("n1")).isFalse();
    }

    @Test
    void whatCantBeDoneFailsAndSaysWhy() {
        try (Worker worker = start(1)) {
            submit("wrong", "[[1, 2, 3]]");
            awaitResults(1);

            assertThat(coordinator.result("wrong").toString())
                    .contains("\"status\":\"failed\"")
                    .contains("\"retryable\":false")
                    .contains("input 'x' has shape [1, 3], but the model takes [n, 2]");
            await().until(() -> worker.count(Count.TASKS_FAILED) == 1);
        }
    }

    @Test
    void nothingIsLostWhenTheConnectionIsLostInTheMiddle() {
        // What is given to a poll that hung when the connection was cut comes again after this.
        coordinator.leaseFor(Duration.ofSeconds(2));
        try (Worker worker = start(2)) {
            for (int i = 0; i < 40; i++) {
                submit("t" + i, "[[" + i + ", 0]]");
                coordinator.submit(new FakeTask("s" + i, SLOW, "[[0.0001]]"));
            }
            for (int cut = 1; cut <= 3; cut++) {
                awaitResults(cut * 10);
                coordinator.close();
                int lost = cut;
                await().until(() -> worker.count(Count.CONNECTIONS_LOST) >= lost);
                coordinator.start();
            }
            awaitResults(80);
            assertThat(output("t17")).isEqualTo("{\"outputs\":{\"y\":[[17.0,0.0]]}}");
        }
    }

    @Test
    void workerStartsWhileTheCoordinatorIsAway() {
        coordinator.close();
        try (Worker worker = start(1)) {
            await().until(() -> worker.count(Count.CONNECTIONS_LOST) == 1);
            coordinator.start();
            submit("a", "[[1, 2]]");
            awaitResults(1);
        }
    }

    private Worker start(int capacity) {
        return Worker.start(settings(capacity, WorkerLimits.DEFAULT, Duration.ofSeconds(20)));
    }

    private WorkerSettings settings(int capacity, WorkerLimits limits, Duration drain) {
        return new WorkerSettings(
                coordinator.address(),
                "n1",
                capacity,
                List.of("echo", "slow"),
                Map.of("site", "roof"),
                cache,
                new WorkerTimes(
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        Duration.ofMillis(20),
                        Duration.ofMillis(100),
                        Duration.ofMillis(100),
                        drain),
                limits);
    }

    private void submit(String id, String payload) {
        coordinator.submit(new FakeTask(id, ECHO, payload));
    }

    private void awaitResults(int many) {
        await().atMost(Duration.ofSeconds(30)).until(() -> coordinator.results().size() >= many);
    }

    private String output(String task) {
        return coordinator.result(task).path("output").toString();
    }
}
