package io.sluice.coordinator.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.coordinator.Api;
import io.sluice.coordinator.CoordinatorServiceTest;
import io.sluice.coordinator.FinishedTasks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@CoordinatorServiceTest
class ResultApiTest {
    @LocalServerPort private int port;
    @Autowired private JdbcClient jdbc;
    private Api api;
    private FinishedTasks tasks;

    @BeforeEach
    void connect() {
        api = new Api(port);
        tasks = new FinishedTasks(jdbc);
    }

    @Test
    void resultTellsWhatBecameOfTheTask() {
        UUID task =
                tasks.add(FinishedTasks.Task.of("ra-a").device("ra-d").output("{\"x\": [1, 2]}"));

        JsonNode result = api.get("/api/v1/results?model=ra-a").body().path("results").path(0);

        assertThat(result.path("task_id").asString()).isEqualTo(task.toString());
        assertThat(result.path("device_id").asString()).isEqualTo("ra-d");
        assertThat(result.path("model").asString()).isEqualTo("ra-a");
        assertThat(result.path("version").asString()).isEqualTo("7");
        assertThat(result.path("state").asString()).isEqualTo("succeeded");
        assertThat(result.path("output").path("x").path(1).asInt()).isEqualTo(2);
        assertThat(result.path("node").asString()).isEqualTo("node-1");
        assertThat(result.path("attempts").asInt()).isEqualTo(1);
        assertThat(Instant.parse(result.path("finished_at").asString()))
                .isAfter(Instant.parse(result.path("submitted_at").asString()));
        assertThat(result.has("error")).isFalse();
    }

    @Test
    void pagesHoldEverythingOnceNewestFirst() {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            // Some end at the same time.
            FinishedTasks.Task task = FinishedTasks.Task.of("ra-b").age(Duration.ofMinutes(25 - i));
            tasks.add(task, 2).forEach(id -> expected.add(id.toString()));
        }

        List<String> found = new ArrayList<>();
        List<String> ends = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = api.get("/api/v1/results?model=ra-b&limit=7&cursor=" + cursor).body();
            page.path("results")
                    .forEach(result -> {
                        found.add(result.path("task_id").asString());
                        ends.add(result.path("finished_at").asString());
                    });
            cursor = page.path("next_cursor").asString("");
        } while (!cursor.isEmpty());

        assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(ends.stream().map(Instant::parse).toList())
                .isSortedAccordingTo((one, other) -> other.compareTo(one));
    }

    @Test
    void lastPageThatIsFullHasNoCursor() {
        tasks.add(FinishedTasks.Task.of("ra-c"), 5);

        JsonNode page = api.get("/api/v1/results?model=ra-c&limit=5").body();

        assertThat(page.path("results").size()).isEqualTo(5);
        assertThat(page.has("next_cursor")).isFalse();
    }

    @Test
    void pageOfLargeOutputsIsShorter() {
        String large = "\"" + "x".repeat(1_000_000) + "\"";
        tasks.add(FinishedTasks.Task.of("ra-d").output(large), 12);

        JsonNode first = api.get("/api/v1/results?model=ra-d").body();
        JsonNode second =
                api.get("/api/v1/results?model=ra-d&cursor=" + first.path("next_cursor").asString())
                        .body();

        assertThat(first.path("results").size()).isEqualTo(9);
        assertThat(second.path("results").size()).isEqualTo(3);
        assertThat(second.has("next_cursor")).isFalse();
    }

    @Test
    void filtersLeaveOutWhatIsNotAskedFor() {
        FinishedTasks.Task task = FinishedTasks.Task.of("ra-e");
        UUID succeeded = tasks.add(task.device("ra-e1").age(Duration.ofMinutes(10)));
        UUID failed = tasks.add(task.device("ra-e2").failed("failed").age(Duration.ofMinutes(5)));
        UUID dead = tasks.add(task.failed("dead"));
        Instant before = Instant.now().minus(Duration.ofMinutes(7));

        assertThat(ids("model=ra-e")).containsExactly(dead, failed, succeeded);
        assertThat(ids("model=ra-e&state=failed")).containsExactly(failed);
        assertThat(ids("device=ra-e1")).containsExactly(succeeded);
        assertThat(ids("model=ra-e&from=" + before)).containsExactly(dead, failed);
        assertThat(ids("model=ra-e&to=" + before)).containsExactly(succeeded);
        assertThat(ids("model=ra-unknown")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=1001",
                "limit=x",
                "state=queued",
                "cursor=x",
                "cursor=AAAA",
                "from=yesterday"
            })
    void parameterThatMakesNoSenseIsRefused(String query) {
        Api.Answer answer = api.get("/api/v1/results?" + query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("invalid_parameter");
    }

    private List<UUID> ids(String query) {
        List<UUID> ids = new ArrayList<>();
        api.get("/api/v1/results?" + query)
                .body()
                .path("results")
                .forEach(result -> ids.add(UUID.fromString(result.path("task_id").asString())));
        return ids;
    }
}
