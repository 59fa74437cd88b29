package io.sluice.coordinator.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.coordinator.Api;
import io.sluice.coordinator.CoordinatorServiceTest;
import io.sluice.coordinator.NodeClient;
import io.sluice.coordinator.NodeClient.Held;
import io.sluice.coordinator.TimePasses;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

/** A task from its submission to its end, over HTTP. */
@CoordinatorServiceTest
class TaskLifecycleTest {
    private static final Duration LONGER_THAN_A_LEASE = Duration.ofSeconds(31);

    @LocalServerPort private int port;
    @Autowired private JdbcTemplate database;

    private Api api;
    private TimePasses time;

    @BeforeEach
    void connect() {
        api = new Api(port);
        time = new TimePasses(database);
    }

    @Test
    void taskIsDoneOnceByANodeThatRunsItsModel() {
        NodeClient node = node("life-1", 2, "life-a");
        NodeClient other = node("life-2", 2, "life-b");
        String task = submit("{\"model\":\"life-a\",\"payload\":{\"x\":1}}");

        assertThat(other.lease(1)).isEmpty();
        Held lease = node.lease(1).getFirst();
        assertThat(lease.task()).isEqualTo(task);
        assertThat(lease.json().path("payload").path("x").asInt()).isEqualTo(1);
        assertThat(state(task)).isEqualTo("leased");
        assertThat(node.succeed(lease).status()).isEqualTo(200);

        assertThat(state(task)).isEqualTo("succeeded");
        assertThat(api.get("/api/v1/tasks/" + task).body().path("output").path("by").asString())
                .isEqualTo("life-1");
        assertThat(history(task)).containsExactly("queued", "leased", "succeeded");
        assertThat(node.succeed(lease).code()).isEqualTo("result_already_given");
        assertThat(node.lease(1)).isEmpty();
    }

    @Test
    void waitingNodeGetsATaskAsSoonAsItIsSubmitted() {
        NodeClient node = node("life-3", 1, "life-c");
        CompletableFuture<List<Held>> leases =
                CompletableFuture.supplyAsync(() -> node.lease(1, "PT20S"));
        await().until(() -> !api.get("/api/v1/nodes/life-3").body().isEmpty());
        String task = submit("{\"model\":\"life-c\",\"payload\":1}");

        assertThat(leases.join()).extracting(Held::task).containsExactly(task);
    }

    @Test
    void leaseThatRanOutGoesToAnotherNodeAndTheLateResultIsRefused() {
        NodeClient slow = node("life-4", 1, "life-d");
        NodeClient fast = node("life-5", 1, "life-d");
        String task = submit("{\"model\":\"life-d\",\"payload\":1}");
        Held old = slow.lease(1).getFirst();

        time.forTask(task, LONGER_THAN_A_LEASE);
        Held now = fast.lease(1, "PT10S").getFirst();

        assertThat(now.task()).isEqualTo(task);
        assertThat(now.token()).isGreaterThan(old.token());
        Api.Answer late = slow.succeed(old);
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.code()).isEqualTo("lease_lost");
        assertThat(fast.succeed(now).status()).isEqualTo(200);
        assertThat(history(task))
                .containsExactly("queued", "leased", "queued", "leased", "succeeded");
    }

    @Test
    void attemptsThatAreUsedUpMakeATaskDead() {
        NodeClient node = node("life-6", 1, "life-e");
        NodeClient other = node("life-7", 1, "life-e");
        String task = submit("{\"model\":\"life-e\",\"payload\":1,\"max_attempts\":2}");

        node.fail(node.lease(1).getFirst(), true);
        assertThat(state(task)).isEqualTo("queued");
        other.fail(other.lease(1, "PT5S").getFirst(), true);

        assertThat(state(task)).isEqualTo("dead");
        assertThat(history(task)).containsExactly("queued", "leased", "queued", "leased", "dead");
    }

    @Test
    void failureThatWouldHappenEverywhereIsFinal() {
        NodeClient node = node("life-8", 1, "life-f");
        String task = submit("{\"model\":\"life-f\",\"payload\":1}");
        node.fail(node.lease(1).getFirst(), false);

        assertThat(state(task)).isEqualTo("failed");
    }

    @Test
    void cancelledTaskIsTakenFromItsNode() {
        NodeClient node = node("life-9", 1, "life-g");
        String task = submit("{\"model\":\"life-g\",\"payload\":1}");
        Held lease = node.lease(1).getFirst();

        assertThat(api.delete("/api/v1/tasks/" + task).status()).isEqualTo(200);

        assertThat(node.renew(lease).code()).isEqualTo("lease_lost");
        assertThat(node.succeed(lease).code()).isEqualTo("lease_lost");
        assertThat(state(task)).isEqualTo("cancelled");
        assertThat(api.delete("/api/v1/tasks/" + task).code()).isEqualTo("already_finished");
    }

    @Test
    void returnedTaskGoesBackWithoutUsingUpAnAttempt() {
        NodeClient node = node("life-10", 1, "life-h");
        String task = submit("{\"model\":\"life-h\",\"payload\":1,\"max_attempts\":1}");
        assertThat(node.giveBack(node.lease(1).getFirst()).status()).isEqualTo(200);
        assertThat(state(task)).isEqualTo("queued");

        Held again = node.lease(1, "PT5S").getFirst();
        assertThat(again.json().path("attempt").asInt()).isEqualTo(1);
        assertThat(node.succeed(again).status()).isEqualTo(200);
    }

    @Test
    void waitingTaskExpiresAtItsDeadline() {
        node("life-11", 1, "life-i");
        String task = submit("{\"model\":\"life-i\",\"payload\":1,\"deadline\":\"PT20S\"}");
        time.forTask(task, Duration.ofSeconds(21));

        await().untilAsserted(() -> assertThat(state(task)).isEqualTo("expired"));
    }

    @Test
    void leaseEndsAtTheDeadlineToo() {
        NodeClient node = node("life-12", 1, "life-j");
        String task = submit("{\"model\":\"life-j\",\"payload\":1,\"deadline\":\"PT20S\"}");
        Held lease = node.lease(1).getFirst();
        time.forTask(task, Duration.ofSeconds(21));

        await().untilAsserted(() -> assertThat(state(task)).isEqualTo("expired"));
        assertThat(node.succeed(lease).code()).isEqualTo("lease_lost");
    }

    @Test
    void nodeThatStartsAnewLosesItsLeasesAtOnce() {
        NodeClient node = node("life-13", 1, "life-k");
        NodeClient other = node("life-14", 1, "life-k");
        String task = submit("{\"model\":\"life-k\",\"payload\":1}");
        Held lease = node.lease(1).getFirst();
        node.register(1, "life-k");

        assertThat(state(task)).isEqualTo("queued");
        assertThat(node.succeed(lease).code()).isEqualTo("lease_lost");
        assertThat(other.lease(1, "PT5S")).hasSize(1);
    }

    @Test
    void moreUrgentTasksGoFirst() {
        NodeClient node = node("life-15", 10, "life-l");
        String low = submit("{\"model\":\"life-l\",\"payload\":1,\"priority\":\"LOW\"}");
        String seven = submit("{\"model\":\"life-l\",\"payload\":1,\"priority\":7}");
        String high = submit("{\"model\":\"life-l\",\"payload\":1,\"priority\":\"HIGH\"}");
        String medium = submit("{\"model\":\"life-l\",\"payload\":1}");

        assertThat(node.lease(10)).extracting(Held::task).containsExactly(high, medium, seven, low);
    }

    @Test
    void taskOfLowPriorityIsNotPassedForEver() {
        NodeClient node = node("life-16", 1, "life-m");
        String low = submit("{\"model\":\"life-m\",\"payload\":1,\"priority\":9}");
        time.forTask(low, Duration.ofMinutes(10));
        submit("{\"model\":\"life-m\",\"payload\":1,\"priority\":0}");

        assertThat(node.lease(1)).extracting(Held::task).containsExactly(low);
    }

    @Test
    void nodeNeverHasMoreThanItsCapacity() {
        NodeClient node = node("life-17", 2, "life-n");
        for (int i = 0; i < 5; i++) {
            submit("{\"model\":\"life-n\",\"payload\":1}");
        }
        assertThat(node.lease(5)).hasSize(2);
        assertThat(node.lease(5)).isEmpty();
    }

    private NodeClient node(String id, int capacity, String model) {
        return new NodeClient(api, id).register(capacity, model);
    }

    private String submit(String json) {
        Api.Answer answer = api.post("/api/v1/tasks", json);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return answer.body().path("id").asString();
    }

    private String state(String task) {
        return api.get("/api/v1/tasks/" + task).body().path("state").asString();
    }

    private List<String> history(String task) {
        return api.get("/api/v1/tasks/" + task)
                .body()
                .path("history")
                .valueStream()
                .map(entry -> entry.path("state").asString())
                .toList();
    }
}
