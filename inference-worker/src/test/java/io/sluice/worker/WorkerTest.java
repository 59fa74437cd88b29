package io.sluice.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.sluice.worker.FakeCoordinator.FakeTask;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class WorkerTest {
    private static final ModelVersion ECHO = new ModelVersion("echo", "1");
    private static final ModelVersion SLOW = new ModelVersion("slow", "1");
    private static final String RESULTS = "POST /api/v1/nodes/n1/results";

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

    @Test
    void resultWhoseAnswerWasLostIsSentAgainAndCountsOnce() {
        coordinator.loseResultAnswers(2);
        try (Worker worker = start(1)) {
            submit("a", "[[1, 2]]");

            await().until(() -> worker.count(Count.RESULTS_TAKEN) == 1);
            assertThat(worker.count(Count.RESULTS_REFUSED)).isZero();
            assertThat(coordinator.requests).filteredOn(RESULTS::equals).hasSize(3);
        }
    }

    @Test
    void resultOfALostLeaseIsCountedAndDropped() {
        coordinator.leaseFor(Duration.ofSeconds(1));
        try (Worker worker = start(1)) {
            awaitModels(worker);
            coordinator.refuseResults(true);
            coordinator.refuseRenewals(true);
            submit("a", "[[1, 2]]");
            await().until(() -> worker.count(Count.LEASES_LOST) >= 1);

            coordinator.endLeases();
            coordinator.refuseRenewals(false);
            coordinator.refuseResults(false);

            await().until(() -> worker.count(Count.RESULTS_REFUSED) >= 1);
            awaitResults(1);
        }
    }

    @Test
    void leasesAreRenewedWhileTasksRun() {
        coordinator.leaseFor(Duration.ofSeconds(2));
        try (Worker worker = start(1)) {
            awaitModels(worker);
            CountDownLatch end = submitEndless("s");
            await().until(() -> worker.count(Count.LEASES_RENEWED) >= 3);
            end.countDown();
            awaitResults(1);

            await().until(() -> worker.count(Count.RESULTS_TAKEN) == 1);
            assertThat(worker.count(Count.LEASES_TAKEN)).isEqualTo(1);
            assertThat(worker.count(Count.LEASES_LOST)).isZero();
        }
    }

    @Test
    void unknownNodeRegistersAgain() {
        try (Worker worker = start(1)) {
            await().until(() -> worker.count(Count.REGISTRATIONS) == 1);

            coordinator.forget("n1");

            await().until(() -> worker.count(Count.REGISTRATIONS) == 2);
            submit("a", "[[1, 2]]");
            awaitResults(1);
        }
    }

    @Test
    void supersededNodeStopsAndLeavesTheOtherAlone() {
        try (Worker worker = start(1)) {
            await().until(() -> worker.count(Count.REGISTRATIONS) == 1);

            coordinator.supersede("n1");

            assertThatThrownBy(worker::awaitEnd)
                    .isInstanceOf(NodeSuperseded.class)
                    .hasMessageContaining("n1");
            submit("a", "[[1, 2]]");
        }
        assertThat(coordinator.knows("n1")).isTrue();
        assertThat(coordinator.results()).isEmpty();
    }

    @Test
    void noTasksAreTakenWhileTooManyResultsWait() {
        WorkerLimits limits = new WorkerLimits(3, 1_000, 1_000, 1_000_000);
        try (Worker worker = Worker.start(settings(1, limits, Duration.ofSeconds(20)))) {
            awaitModels(worker);
            coordinator.refuseResults(true);
            for (int i = 0; i < 6; i++) {
                submit("t" + i, "[[1, 2]]");
            }
            await().until(() -> worker.count(Count.TASKS_SUCCEEDED) == 3);
            await().during(Duration.ofMillis(300)).until(() -> coordinator.waiting() == 3);

            coordinator.refuseResults(false);
            awaitResults(6);
        }
    }

    @Test
    void outputAboveTheBoundFailsTheTask() {
        WorkerLimits limits = new WorkerLimits(3, 60, 1_000, 1_000_000);
        try (Worker worker = Worker.start(settings(1, limits, Duration.ofSeconds(20)))) {
            submit("a", "[[1, 2], [3, 4], [5, 6], [7, 8], [9, 10]]");
            awaitResults(1);

            assertThat(coordinator.result("a").toString())
                    .contains("\"retryable\":false")
                    .contains("bytes, and may have 60");
            assertThat(worker.count(Count.TASKS_FAILED)).isEqualTo(1);
        }
    }

    @Test
    void closingEndsWhatRunsAndSendsItsResult() {
        Worker worker = start(1);
        awaitModels(worker);
        CountDownLatch end = submitEndless("s");
        await().until(() -> coordinator.leased() == 1);

        // With its only thread busy it does not poll, and when it has ended it must not begin to.
        Thread closing = Thread.ofVirtual().start(worker::close);
        await().until(worker::isClosing);
        submit("later", "[[1, 2]]");
        end.countDown();
        await().until(() -> !closing.isAlive());

        assertThat(coordinator.results()).containsOnlyKeys("s");
        assertThat(coordinator.waiting()).isEqualTo(1);
        assertThat(coordinator.knows("n1")).isFalse();
        assertThat(worker.count(Count.RESULTS_UNSENT)).isZero();
    }

    @Test
    void closingGivesBackWhatDoesNotEndInTime() {
        Worker worker = Worker.start(settings(1, WorkerLimits.DEFAULT, Duration.ofMillis(100)));
        awaitModels(worker);
        CountDownLatch end = submitEndless("s");
        await().until(() -> coordinator.leased() == 1);

        worker.close();
        end.countDown();

        assertThat(worker.count(Count.LEASES_RETURNED)).isEqualTo(1);
        assertThat(coordinator.waiting()).isEqualTo(1);
        assertThat(coordinator.results()).isEmpty();
    }

    @Test
    void closingWithoutACoordinatorEndsInTime() {
        Worker worker = Worker.start(settings(1, WorkerLimits.DEFAULT, Duration.ofMillis(300)));
        awaitModels(worker);
        coordinator.refuseResults(true);
        submit("a", "[[1, 2]]");
        await().until(() -> worker.count(Count.TASKS_SUCCEEDED) == 1);
        coordinator.close();

        worker.close();

        assertThat(worker.count(Count.RESULTS_UNSENT)).isEqualTo(1);
    }

    private void awaitModels(Worker worker) {
        await().until(() -> worker.count(Count.MODELS_DOWNLOADED) >= 2);
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
                        Duration.ofSeconds(30),
                        Duration.ofMillis(20),
                        Duration.ofMillis(100),
                        Duration.ofMillis(100),
                        drain),
                limits);
    }

    private void submit(String id, String payload) {
        coordinator.submit(new FakeTask(id, ECHO, payload));
    }

    /** Its payload comes when the latch is counted down. */
    private CountDownLatch submitEndless(String id) {
        CountDownLatch end = coordinator.holdPayloads();
        coordinator.payloads.put("/payloads/" + id, "[[1, 2]]");
        coordinator.submit(new FakeTask(id, ECHO, null, coordinator.address() + "/payloads/" + id));
        return end;
    }

    private void awaitResults(int many) {
        await().atMost(Duration.ofSeconds(30)).until(() -> coordinator.results().size() >= many);
    }

    private String output(String task) {
        return coordinator.result(task).path("output").toString();
    }
}
