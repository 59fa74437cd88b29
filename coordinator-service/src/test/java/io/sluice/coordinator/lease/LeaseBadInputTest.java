package io.sluice.coordinator.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.coordinator.Api;
import io.sluice.coordinator.CoordinatorServiceTest;
import io.sluice.coordinator.NodeClient;
import io.sluice.coordinator.NodeClient.Held;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * What nodes say about leases that they do not have is refused with a code, and changes nothing.
 */
@CoordinatorServiceTest
class LeaseBadInputTest {
    private static final String NO_TASK = "00000000-0000-7000-8000-000000000000";

    @LocalServerPort private int port;

    private Api api;

    @BeforeEach
    void connect() {
        api = new Api(port);
    }

    @Test
    void resultWithoutALeaseIsRefused() {
        NodeClient node = new NodeClient(api, "lbad-1").register(1, "lbad-a");
        String task = submit("lbad-a");

        Api.Answer answer = node.result(Map.of("task_id", task, "token", 1, "status", "succeeded"));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("no_lease");
        assertThat(stateOf(task)).isEqualTo("queued");
    }

    @Test
    void leaseOfAnotherNodeIsNone() {
        NodeClient node = new NodeClient(api, "lbad-2").register(1, "lbad-b");
        NodeClient thief = new NodeClient(api, "lbad-3").register(1, "lbad-b");
        submit("lbad-b");
        Held lease = node.lease(1).getFirst();

        assertThat(thief.succeed(lease).code()).isEqualTo("no_lease");
        assertThat(node.succeed(lease).status()).isEqualTo(200);
    }

    @Test
    void resultTwiceIsRefusedAndTheFirstCounts() {
        NodeClient node = new NodeClient(api, "lbad-4").register(1, "lbad-c");
        String task = submit("lbad-c");
        Held lease = node.lease(1).getFirst();
        node.succeed(lease);

        Api.Answer twice = node.fail(lease, false);

        assertThat(twice.status()).isEqualTo(409);
        assertThat(twice.code()).isEqualTo("result_already_given");
        assertThat(stateOf(task)).isEqualTo("succeeded");
    }

    @Test
    void failureThatIsSentTwiceIsTakenOnce() {
        NodeClient node = new NodeClient(api, "lbad-5").register(1, "lbad-d");
        submit("lbad-d");
        Held lease = node.lease(1).getFirst();

        assertThat(node.fail(lease, true).status()).isEqualTo(200);
        assertThat(node.fail(lease, true).code()).isEqualTo("result_already_given");
        assertThat(node.renew(lease).code()).isEqualTo("result_already_given");
    }

    @Test
    void unknownTaskIsNamed() {
        NodeClient node = new NodeClient(api, "lbad-6").register(1, "lbad-e");
        Api.Answer answer =
                node.result(Map.of("task_id", NO_TASK, "token", 1, "status", "succeeded"));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("unknown_task");
    }

    @Test
    void ofManyResultsTheGoodOnesAreTaken() {
        NodeClient node = new NodeClient(api, "lbad-7").register(1, "lbad-f");
        String task = submit("lbad-f");
        Held lease = node.lease(1).getFirst();
        Api.Answer answer =
                api.post(
                        node.path("/results"),
                        """
                        {"results": [
                          {"task_id": "%s", "token": 1, "status": "succeeded"},
                          {"task_id": "%s", "token": %d, "status": "succeeded", "output": [1, 2]}]}
                        """
                                .formatted(NO_TASK, task, lease.token()));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("accepted").asInt()).isEqualTo(1);
        assertThat(answer.body().path("rejections").get(0).path("index").asInt()).isZero();
        assertThat(answer.body().path("rejections").get(0).path("code").asString())
                .isEqualTo("unknown_task");
        assertThat(stateOf(task)).isEqualTo("succeeded");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"results\":[]} | empty_batch",
                "{} | empty_batch",
                "{\"results\":[{\"token\":1,\"status\":\"succeeded\"}]} | invalid_result",
                "{\"results\":[{\"task_id\":\"00000000-0000-7000-8000-000000000000\",\"status\":\"succeeded\"}]}"
                    + " | invalid_result",
                "{\"results\":[{\"task_id\":\"00000000-0000-7000-8000-000000000000\",\"token\":1}]}"
                        + " | invalid_result",
                "{\"results\":[{\"task_id\":\"00000000-0000-7000-8000-000000000000\",\"token\":1,\"status\":\"done\"}]}"
                    + " | invalid_result",
                "{\"results\":[{\"task_id\":\"x\",\"token\":1,\"status\":\"succeeded\"}]} |"
                        + " invalid_parameter",
            })
    void resultThatIsNoneIsRefused(String json, String code) {
        NodeClient node = new NodeClient(api, "lbad-8").register(1, "lbad-g");
        Api.Answer answer = api.post(node.path("/results"), json);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo(code);
    }

    @Test
    void outputOverTheBoundIsRefusedAndTheLeaseStays() {
        NodeClient node = new NodeClient(api, "lbad-9").register(1, "lbad-h");
        submit("lbad-h");
        Held lease = node.lease(1).getFirst();
        Api.Answer tooLarge =
                node.result(
                        Map.of(
                                "task_id", lease.task(),
                                "token", lease.token(),
                                "status", "succeeded",
                                "output", "x".repeat(1024 * 1024)));

        assertThat(tooLarge.status()).isEqualTo(413);
        assertThat(tooLarge.code()).isEqualTo("result_too_large");
        assertThat(node.succeed(lease).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "max=0",
                "max=1001",
                "max=x",
                "wait=PT61S",
                "wait=-1",
                "wait=later",
                "wait=NaN"
            })
    void parametersOfAPollAreChecked(String parameters) {
        NodeClient node = new NodeClient(api, "lbad-10").register(1, "lbad-i");
        assertThat(api.post(node.path("/leases?" + parameters), "").code())
                .isEqualTo("invalid_parameter");
    }

    private String submit(String model) {
        return api.post("/api/v1/tasks", "{\"model\":\"" + model + "\",\"payload\":1}")
                .body()
                .path("id")
                .asString();
    }

    private String stateOf(String task) {
        return api.get("/api/v1/tasks/" + task).body().path("state").asString();
    }
}
