package io.sluice.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.sluice.worker.FakeCoordinator.FakeTask;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How models come to a worker, and payloads that are given by reference. */
@Timeout(60)
class ModelSupplyTest {
    private static final ModelVersion ECHO = new ModelVersion("echo", "1");
    private static final byte[] FILE = SmallModel.identity(DataType.FLOAT);

    @TempDir private Path cache;

    private final FakeCoordinator coordinator = new FakeCoordinator();

    @AfterEach
    void end() {
        coordinator.close();
    }

    @Test
    void downloadGoesOnWhereItBroke() {
        coordinator.models.add(ECHO, FILE);
        coordinator.models.breakOff(2);
        try (Worker worker = start()) {
            await().until(() -> worker.count(Count.MODELS_DOWNLOADED) == 1);

            int half = FILE.length / 2;
            int threeQuarters = half + (FILE.length - half) / 2;
            assertThat(coordinator.models.ranges)
                    .containsExactly("", "bytes=" + half + "-", "bytes=" + threeQuarters + "-");
            assertThat(worker.count(Count.CHECKSUM_MISMATCHES)).isZero();
        }
    }

    @Test
    void wrongChecksumIsBroughtAgain() {
        coordinator.models.add(ECHO, FILE);
        coordinator.models.corrupt(4);
        try (Worker worker = start()) {
            submit("a", "[[1, 2]]");
            await().until(() -> coordinator.results().containsKey("a"));

            assertThat(worker.count(Count.CHECKSUM_MISMATCHES)).isEqualTo(4);
            assertThat(worker.count(Count.MODELS_DOWNLOADED)).isEqualTo(1);
        }
    }

    @Test
    void brokenBeginningOfAnotherFileIsNotContinued() {
        coordinator.models.add(ECHO, FILE);
        coordinator.models.breakOff(1);
        coordinator.models.afterBreak(
                () -> coordinator.models.add(ECHO, SmallModel.identity(DataType.DOUBLE)));
        try (Worker worker = start()) {
            submit("a", "[[0.1, 1e300]]");
            await().until(() -> coordinator.results().containsKey("a"));

            assertThat(coordinator.result("a").path("status").asString()).isEqualTo("succeeded");
            assertThat(worker.count(Count.MODELS_DOWNLOADED)).isEqualTo(1);
        }
    }

    @Test
    void cachedModelsServeAfterARestartWithoutTheRegistry() {
        coordinator.models.add(ECHO, FILE);
        try (Worker worker = start()) {
            await().until(() -> worker.count(Count.MODELS_DOWNLOADED) == 1);
        }
        coordinator.models.takeAway();
        try (Worker worker = start()) {
            submit("a", "[[1, 2]]");
            await().until(() -> coordinator.results().containsKey("a"));
            assertThat(coordinator.held("n1")).isEqualTo("{\"echo\":[\"1\"]}");
            assertThat(worker.count(Count.MODELS_DOWNLOADED)).isZero();
        }
    }

    @Test
    void newFileOfAVersionIsRunInsteadOfTheFormer() {
        coordinator.models.add(ECHO, FILE);
        try (Worker worker = start()) {
            submit("a", "[[1, 2]]");
            await().until(() -> coordinator.results().containsKey("a"));

            coordinator.models.add(ECHO, SmallModel.identity(DataType.INT64));
            await().until(() -> worker.count(Count.MODELS_DOWNLOADED) == 2);
            submit("b", "[[1, 2]]");
            await().until(() -> coordinator.results().containsKey("b"));

            assertThat(coordinator.result("b").path("output").toString())
                    .isEqualTo("{\"outputs\":{\"y\":[[1,2]]}}");
        }
    }

    @Test
    void taskForAVersionThatIsNotHeldIsGivenBack() {
        coordinator.submit(new FakeTask("a", ECHO, "[[1, 2]]"));
        try (Worker worker = start()) {
            await().until(() -> worker.count(Count.LEASES_RETURNED) > 0);
            coordinator.models.add(ECHO, FILE);
            await().until(() -> coordinator.results().containsKey("a"));
        }
    }

    @Test
    void taskWithoutAVersionRunsTheOneThatIsHeld() {
        coordinator.models.add(ECHO, FILE);
        coordinator.submit(new FakeTask("a", new ModelVersion("echo", ""), "[[1, 2]]"));
        try (Worker worker = start()) {
            await().until(() -> coordinator.results().containsKey("a"));
            await().until(() -> worker.count(Count.TASKS_SUCCEEDED) == 1);
        }
    }

    @Test
    void namesThatLeadElsewhereAreNotBrought() {
        coordinator.models.add(new ModelVersion("..", "1"), FILE);
        coordinator.models.add(ECHO, FILE);
        try (Worker worker = start()) {
            await().until(() -> worker.count(Count.MODELS_DOWNLOADED) == 1);
            assertThat(coordinator.models.ranges).hasSize(1);
        }
    }

    @Test
    void payloadIsFetchedFromItsAddress() {
        coordinator.models.add(ECHO, FILE);
        coordinator.payloads.put("/payloads/good", "[[1, 2]]");
        coordinator.payloads.put("/payloads/text", "hello");
        coordinator.payloads.put("/payloads/large", "[[1, 2]" + " ".repeat(2_000) + "]");
        try (Worker worker = start()) {
            refer("good", coordinator.address() + "/payloads/good");
            refer("text", coordinator.address() + "/payloads/text");
            refer("large", coordinator.address() + "/payloads/large");
            refer("missing", coordinator.address() + "/payloads/missing");
            refer("file", "file:///etc/hostname");
            refer("away", "http://127.0.0.1:1/payload");
            await().until(() -> coordinator.results().size() == 6);

            assertThat(error("text")).contains("is not JSON").contains("\"retryable\":false");
            assertThat(error("large")).contains("more than 1000 bytes");
            assertThat(error("missing")).contains("was answered with 404");
            assertThat(error("file")).contains("is not of http or https");
            assertThat(error("away")).contains("\"retryable\":true");
            assertThat(coordinator.result("good").path("output").toString())
                    .isEqualTo("{\"outputs\":{\"y\":[[1.0,2.0]]}}");
            assertThat(worker.count(Count.TASKS_FAILED)).isEqualTo(5);
        }
    }

    private String error(String task) {
        assertThat(coordinator.result(task).path("status").asString()).isEqualTo("failed");
        return coordinator.result(task).toString();
    }

    private void submit(String id, String payload) {
        coordinator.submit(new FakeTask(id, ECHO, payload));
    }

    private void refer(String id, String address) {
        coordinator.submit(new FakeTask(id, ECHO, null, URI.create(address).toString()));
    }

    private Worker start() {
        return Worker.start(
                new WorkerSettings(
                        coordinator.address(),
                        "n1",
                        1,
                        List.of("echo"),
                        Map.of(),
                        cache,
                        new WorkerTimes(
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(3),
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(1),
                                Duration.ofMillis(20),
                                Duration.ofMillis(100),
                                Duration.ofMillis(100),
                                Duration.ofSeconds(10)),
                        new WorkerLimits(100, 10_000, 1_000, 1_000_000)));
    }
}
