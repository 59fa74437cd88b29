package io.sluice.coordinator.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.coordinator.Api;
import io.sluice.coordinator.CoordinatorServiceTest;
import io.sluice.coordinator.NodeClient;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What is no task is refused with a code, and nothing is queued for it. */
@CoordinatorServiceTest
class TaskBadInputTest {
    private static final String TASKS = "/api/v1/tasks";

    @LocalServerPort private int port;

    private Api api;

    @BeforeEach
    void connect() {
        api = new Api(port);
        new NodeClient(api, "bad-1").register(1, "bad");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"model\":\"bad\",\"payload\":1,\"priority\":-1} | 400 | invalid_priority",
                "{\"model\":\"bad\",\"payload\":1,\"priority\":10} | 400 | invalid_priority",
                "{\"model\":\"bad\",\"payload\":1,\"priority\":1.5} | 400 | invalid_priority",
                "{\"model\":\"bad\",\"payload\":1,\"priority\":\"URGENT\"} | 400 |"
                        + " invalid_priority",
                "{\"model\":\"nobody-runs-it\",\"payload\":1} | 422 | unknown_model",
                "{\"model\":\"bad\",\"version\":\"9\",\"payload\":1} | 422 | unknown_version",
                "{\"payload\":1} | 400 | invalid_task",
                "{\"model\":\"\",\"payload\":1} | 400 | invalid_task",
                "{\"model\":\"bad\"} | 400 | invalid_task",
                "{\"model\":\"bad\",\"payload\":1,\"payload_reference\":\"http://a/b\"} | 400 |"
                        + " invalid_task",
                "{\"model\":\"bad\",\"payload_reference\":\"file:///etc/passwd\"} | 400 |"
                        + " invalid_task",
                "{\"model\":\"bad\",\"payload\":1,\"webhook\":\"not an address\"} | 400 |"
                        + " invalid_task",
                "{\"model\":\"bad\",\"payload\":1,\"max_attempts\":0} | 400 | invalid_task",
                "{\"model\":\"bad\",\"payload\":1,\"max_attempts\":21} | 400 | invalid_task",
                "{\"model\":\"bad\",\"payload\":1,\"deadline\":\"2020-01-01T00:00:00Z\"} | 400 |"
                        + " deadline_passed",
                "{\"model\":\"bad\",\"payload\":1,\"deadline\":\"-PT1S\"} | 400 | invalid_deadline",
                "{\"model\":\"bad\",\"payload\":1,\"deadline\":\"PT0S\"} | 400 | deadline_passed",
                "{\"model\":\"bad\",\"payload\":1,\"deadline\":\"soon\"} | 400 | invalid_deadline",
                "{\"model\":\"bad\",\"payload\":1,\"deadline\":\"9999-01-01T00:00:00Z\"} | 400 |"
                        + " invalid_deadline",
                "{\"model\":\"bad\",\"payload\":1,\"colour\":\"red\"} | 400 | invalid_parameter",
                "{\"model\": | 400 | malformed_json",
            })
    void taskIsRefusedWithACode(String json, int status, String code) {
        long before = waiting();
        Api.Answer answer = api.post(TASKS, json);

        assertThat(answer.code()).as(answer.body().toString()).isEqualTo(code);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(waiting()).isEqualTo(before);
    }

    @Test
    void payloadOverTheBoundIsRefusedAndOneAtTheBoundIsTaken() {
        assertThat(api.post(TASKS, withPayloadOf(256 * 1024)).status()).isEqualTo(201);
        Api.Answer tooLarge = api.post(TASKS, withPayloadOf(256 * 1024 + 1));

        assertThat(tooLarge.status()).isEqualTo(413);
        assertThat(tooLarge.code()).isEqualTo("payload_too_large");
    }

    @Test
    void bodyOverTheBoundIsRefusedAlsoIfItDoesNotSayHowLargeItIs() {
        byte[] body = withPayloadOf(17 * 1024 * 1024).getBytes(StandardCharsets.UTF_8);
        Api.Answer announced = api.post(TASKS, Api.JSON, body);
        Api.Answer chunked =
                api.send(
                        api.request(TASKS)
                                .header("Content-Type", Api.JSON)
                                .POST(
                                        HttpRequest.BodyPublishers.ofInputStream(
                                                () -> new ByteArrayInputStream(body))));

        assertThat(announced.code()).isEqualTo("body_too_large");
        assertThat(announced.status()).isEqualTo(413);
        assertThat(chunked.code()).isEqualTo("body_too_large");
    }

    @Test
    void batchSaysOfEachTaskWhatBecameOfIt() {
        Api.Answer answer =
                api.post(
                        TASKS + "/batch",
                        """
                        {"tasks": [
                          {"model": "bad", "payload": 1},
                          {"model": "bad", "payload": 1, "priority": -1},
                          {"model": "nobody-runs-it", "payload": 1},
                          {"model": "bad", "payload": 2}]}
                        """);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("accepted").asInt()).isEqualTo(2);
        assertThat(
                        answer.body()
                                .path("tasks")
                                .valueStream()
                                .map(task -> task.path("index").asInt()))
                .containsExactly(0, 3);
        assertThat(
                        answer.body()
                                .path("rejections")
                                .valueStream()
                                .map(rejection ->
                                        rejection.path("index").asInt()
                                                + " "
                                                + rejection.path("code").asString()))
                .containsExactly("1 invalid_priority", "2 unknown_model");
    }

    @Test
    void batchOfWhichNothingIsTakenIsAProblem() {
        Api.Answer same =
                api.post(
                        TASKS + "/batch",
                        "{\"tasks\":[{\"model\":\"bad\",\"payload\":1,\"priority\":-1}]}");
        Api.Answer mixed =
                api.post(
                        TASKS + "/batch",
                        "{\"tasks\":[{\"model\":\"bad\",\"payload\":1,\"priority\":-1},{\"payload\":1}]}");

        assertThat(same.code()).isEqualTo("invalid_priority");
        assertThat(mixed.code()).isEqualTo("nothing_accepted");
        assertThat(mixed.body().path("rejections").size()).isEqualTo(2);
    }

    @Test
    void batchWithoutTasksOrWithTooManyIsRefused() {
        String tooMany =
                IntStream.rangeClosed(0, 1_000)
                        .mapToObj(_ -> "{\"model\":\"bad\",\"payload\":1}")
                        .collect(Collectors.joining(",", "{\"tasks\":[", "]}"));

        assertThat(api.post(TASKS + "/batch", "{\"tasks\":[]}").code()).isEqualTo("empty_batch");
        assertThat(api.post(TASKS + "/batch", "{}").code()).isEqualTo("empty_batch");
        assertThat(api.post(TASKS + "/batch", tooMany).code()).isEqualTo("too_many_tasks");
    }

    @Test
    void idempotencyKeyNamesOneTask() {
        String json =
                "{\"model\":\"bad\",\"payload\":{\"b\":1,\"a\":2},\"idempotency_key\":\"bad-key\"}";
        Api.Answer first = api.post(TASKS, json);
        Api.Answer again = api.post(TASKS, json);
        Api.Answer another = api.post(TASKS, json.replace(":2", ":3"));

        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body().path("id")).isEqualTo(first.body().path("id"));
        assertThat(another.status()).isEqualTo(422);
        assertThat(another.code()).isEqualTo("idempotency_key_reused");
    }

    @Test
    void idempotencyKeyMayBeAHeader() {
        byte[] json = "{\"model\":\"bad\",\"payload\":1}".getBytes(StandardCharsets.UTF_8);
        Api.Answer first = api.post(TASKS, Api.JSON, json, "Idempotency-Key", "bad-header");
        Api.Answer again = api.post(TASKS, Api.JSON, json, "Idempotency-Key", "bad-header");

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body().path("id")).isEqualTo(first.body().path("id"));
    }

    @Test
    void keyThatComesTwiceInOneBatchNamesOneTask() {
        String task = "{\"model\":\"bad\",\"payload\":1,\"idempotency_key\":\"bad-twice\"}";
        Api.Answer answer = api.post(TASKS + "/batch", "{\"tasks\":[" + task + "," + task + "]}");

        assertThat(answer.body().path("accepted").asInt()).isEqualTo(2);
        assertThat(answer.body().path("tasks").get(0).path("id"))
                .isEqualTo(answer.body().path("tasks").get(1).path("id"));
    }

    @Test
    void unknownTaskAndWrongParametersAreRefused() {
        String unknown = TASKS + "/00000000-0000-7000-8000-000000000000";

        assertThat(api.get(unknown).code()).isEqualTo("unknown_task");
        assertThat(api.delete(unknown).code()).isEqualTo("unknown_task");
        assertThat(api.get(TASKS + "/x").code()).isEqualTo("invalid_parameter");
        assertThat(api.get(TASKS + "?state=lost").code()).isEqualTo("invalid_parameter");
        assertThat(api.get(TASKS + "?limit=0").code()).isEqualTo("invalid_parameter");
        assertThat(api.get(TASKS + "?limit=1001").code()).isEqualTo("invalid_parameter");
    }

    @Test
    void tasksAreListedNewestFirstPageByPage() {
        new NodeClient(api, "bad-2").register(1, "bad-list");
        for (int i = 0; i < 3; i++) {
            api.post(TASKS, "{\"model\":\"bad-list\",\"payload\":" + i + "}");
        }
        Api.Answer first = api.get(TASKS + "?model=bad-list&state=queued&limit=2");
        String next = first.body().path("next").asString();
        Api.Answer second = api.get(TASKS + "?model=bad-list&limit=2&cursor=" + next);

        assertThat(first.body().path("tasks").size()).isEqualTo(2);
        assertThat(second.body().path("tasks").size()).isEqualTo(1);
        assertThat(second.body().has("next")).isFalse();
    }

    private static String withPayloadOf(int bytes) {
        return "{\"model\":\"bad\",\"payload\":\"" + "x".repeat(bytes - 2) + "\"}";
    }

    private long waiting() {
        return api.get("/api/v1/cluster").body().path("waiting").asLong();
    }
}
