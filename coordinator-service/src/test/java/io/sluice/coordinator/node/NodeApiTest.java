package io.sluice.coordinator.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.coordinator.Api;
import io.sluice.coordinator.CoordinatorServiceTest;
import io.sluice.coordinator.NodeClient;
import io.sluice.coordinator.NodeClient.Held;
import io.sluice.coordinator.TimePasses;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** Nodes over HTTP: who they are, how they are, and what is refused. */
@CoordinatorServiceTest
class NodeApiTest {
    @LocalServerPort private int port;
    @Autowired private JdbcTemplate database;
    @Autowired private MeterRegistry meters;

    private Api api;
    private TimePasses time;

    @BeforeEach
    void connect() {
        api = new Api(port);
        time = new TimePasses(database);
    }

    @Test
    void stateFollowsFromLeasesAndSilence() {
        NodeClient node = new NodeClient(api, "node-1").register(2, "node-a");
        assertThat(stateOf(node)).isEqualTo("idle");

        submit("node-a");
        Held lease = node.lease(1).getFirst();
        assertThat(stateOf(node)).isEqualTo("busy");

        time.forNode("node-1", Duration.ofSeconds(11));
        assertThat(stateOf(node)).isEqualTo("suspect");
        time.forNode("node-1", Duration.ofSeconds(20));
        assertThat(stateOf(node)).isEqualTo("offline");

        node.heartbeat("{\"load\":{\"cpu\":0.5,\"memory\":0.25,\"running\":1}}");
        assertThat(stateOf(node)).isEqualTo("busy");
        node.succeed(lease);
        assertThat(stateOf(node)).isEqualTo("idle");
        assertThat(get(node).path("tasks_completed").asInt()).isEqualTo(1);
        assertThat(get(node).path("load").path("cpu").asDouble()).isEqualTo(0.5);
    }

    @Test
    void idleIsNotBelievedWhileThereAreLeases() {
        NodeClient node = new NodeClient(api, "node-2").register(1, "node-b");
        submit("node-b");
        submit("node-b");
        node.lease(1);

        node.heartbeat("{\"load\":{\"running\":0}}");

        assertThat(stateOf(node)).isEqualTo("busy");
        assertThat(node.lease(1)).isEmpty();
    }

    @Test
    void drainingNodeFinishesAndGetsNothingNew() {
        NodeClient node = new NodeClient(api, "node-3").register(2, "node-c");
        submit("node-c");
        Held lease = node.lease(1).getFirst();
        assertThat(api.post(node.path("/drain"), "").status()).isEqualTo(200);
        submit("node-c");

        assertThat(stateOf(node)).isEqualTo("draining");
        assertThat(node.lease(1)).isEmpty();
        assertThat(node.succeed(lease).status()).isEqualTo(200);

        api.post(node.path("/resume"), "");
        assertThat(node.lease(1)).hasSize(1);
    }

    @Test
    void nodeThatLeavesGivesItsTasksBack() {
        NodeClient node = new NodeClient(api, "node-4").register(1, "node-d");
        NodeClient other = new NodeClient(api, "node-5").register(1, "node-d");
        String task = submit("node-d");
        node.lease(1);

        assertThat(api.delete(node.path("")).status()).isEqualTo(204);

        assertThat(api.get(node.path("")).code()).isEqualTo("unknown_node");
        assertThat(other.lease(1, "PT5S")).extracting(Held::task).containsExactly(task);
    }

    @Test
    void sameRegistrationTwiceDoesNothing() {
        Map<String, Object> registration =
                Map.of(
                        "capacity",
                        1,
                        "models",
                        Map.of("node-e", List.of("1")),
                        "incarnation",
                        "first start");
        NodeClient node = new NodeClient(api, "node-6").register(registration);
        submit("node-e");
        Held lease = node.lease(1).getFirst();

        node.register(registration);

        assertThat(node.succeed(lease).status()).isEqualTo(200);
    }

    @Test
    void onlyTheLastIncarnationIsHeard() {
        NodeClient node = new NodeClient(api, "node-7");
        node.register(Map.of("capacity", 1, "models", Map.of(), "incarnation", "one"));
        node.register(Map.of("capacity", 1, "models", Map.of(), "incarnation", "two"));

        Api.Answer superseded = node.heartbeat("{\"incarnation\":\"one\"}");

        assertThat(superseded.status()).isEqualTo(409);
        assertThat(superseded.code()).isEqualTo("node_superseded");
        assertThat(node.heartbeat("{\"incarnation\":\"two\"}").status()).isEqualTo(200);
        assertThat(api.post(node.path("/leases?incarnation=one"), "").code())
                .isEqualTo("node_superseded");
    }

    @Test
    void pollOfAnIncarnationThatWasReplacedGetsNothing() {
        NodeClient node = new NodeClient(api, "node-11");
        node.register(of("node-h", "one"));
        CompletableFuture<Integer> old =
                CompletableFuture.supplyAsync(() ->
                        api.post(node.path("/leases?wait=PT2S&incarnation=one"), "")
                                .body()
                                .path("leases")
                                .size());
        await().until(() ->
                meters.find("sluice.polls").gauges().stream().anyMatch(g -> g.value() > 0));
        node.register(of("node-h", "two"));
        submit("node-h");

        assertThat(old.join()).isZero();
        assertThat(api.delete(node.path("?incarnation=one")).code()).isEqualTo("node_superseded");
        assertThat(node.lease(1)).hasSize(1);
    }

    @Test
    void nodeThatHoldsNoVersionYetGetsNoTask() {
        NodeClient node = new NodeClient(api, "node-12");
        node.register(Map.of("capacity", 1, "models", Map.of("node-i", List.of())));
        submit("node-i");
        assertThat(node.lease(1)).isEmpty();

        node.heartbeat("{\"models\":{\"node-i\":[\"1\"]}}");
        assertThat(node.lease(1)).hasSize(1);
    }

    private static Map<String, Object> of(String model, String incarnation) {
        return Map.of(
                "capacity", 1, "models", Map.of(model, List.of("1")), "incarnation", incarnation);
    }

    @Test
    void unregisteredNodeIsSentToRegister() {
        NodeClient nobody = new NodeClient(api, "node-nobody");

        assertThat(nobody.heartbeat("{}").status()).isEqualTo(404);
        assertThat(nobody.heartbeat("{}").code()).isEqualTo("unknown_node");
        assertThat(api.post(nobody.path("/leases"), "").code()).isEqualTo("unknown_node");
        assertThat(api.post(nobody.path("/drain"), "").code()).isEqualTo("unknown_node");
        assertThat(api.delete(nobody.path("")).code()).isEqualTo("unknown_node");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "node-8 | {\"models\":{}}",
                "node-8 | {\"capacity\":1}",
                "node-8 | {\"capacity\":0,\"models\":{}}",
                "node-8 | {\"capacity\":10001,\"models\":{}}",
                "node-8 | {\"capacity\":1,\"models\":{\"\":[]}}",
                "node-8 | {\"capacity\":1,\"models\":{},\"labels\":{\"a\":\"\"}}",
                "node%208 | {\"capacity\":1,\"models\":{}}",
                "node+8 | {\"capacity\":1,\"models\":{}}",
            })
    void nodeThatIsNoneIsRefused(String id, String json) {
        Api.Answer answer = api.put("/api/v1/nodes/" + id, json);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("invalid_node");
    }

    @Test
    void clusterCountsNodesAndWhatWaits() {
        NodeClient node = new NodeClient(api, "node-9").register(1, "node-f");
        submit("node-f");
        JsonNode cluster = api.get("/api/v1/cluster").body();

        assertThat(cluster.path("nodes").path("total").asInt()).isPositive();
        assertThat(cluster.path("waiting").asInt()).isPositive();
        assertThat(cluster.path("waiting_by_priority").path("5").asInt()).isPositive();
        assertThat(cluster.path("oldest_wait").asString()).startsWith("PT");
        assertThat(
                        cluster.path("classes")
                                .valueStream()
                                .filter(waiting ->
                                        waiting.path("model").asString().equals("node-f"))
                                .mapToInt(waiting -> waiting.path("waiting").asInt()))
                .containsExactly(1);
        node.succeed(node.lease(1).getFirst());
    }

    @Test
    void nodesAreListedByState() {
        new NodeClient(api, "node-10").register(1, "node-g");
        assertThat(
                        api.get("/api/v1/nodes?state=idle")
                                .body()
                                .path("nodes")
                                .valueStream()
                                .map(node -> node.path("id").asString()))
                .contains("node-10");
        assertThat(api.get("/api/v1/nodes?state=asleep").code()).isEqualTo("invalid_parameter");
    }

    private String submit(String model) {
        return api.post("/api/v1/tasks", "{\"model\":\"" + model + "\",\"payload\":1}")
                .body()
                .path("id")
                .asString();
    }

    private JsonNode get(NodeClient node) {
        return api.get(node.path("")).body();
    }

    private String stateOf(NodeClient node) {
        return get(node).path("state").asString();
    }
}
