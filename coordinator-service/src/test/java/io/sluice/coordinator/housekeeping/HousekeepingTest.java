package io.sluice.coordinator.housekeeping;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.coordinator.Api;
import io.sluice.coordinator.CoordinatorServiceTest;
import io.sluice.coordinator.NodeClient;
import io.sluice.coordinator.SettingsBinding;
import io.sluice.coordinator.TimePasses;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

/** What is done from time to time. */
@CoordinatorServiceTest
class HousekeepingTest {
    @LocalServerPort private int port;
    @Autowired private JdbcTemplate database;
    @Autowired private List<Chore> chores;

    private Api api;
    private TimePasses time;

    @BeforeEach
    void connect() {
        api = new Api(port);
        time = new TimePasses(database);
    }

    @Test
    void silentNodeIsNotedOnceAndForgottenAfterAWeek() {
        new NodeClient(api, "house-1").register(1, "house-a");
        time.forNode("house-1", Duration.ofSeconds(31));
        doChores();
        assertThat(
                        database.queryForObject(
                                "select is_offline from node where id = 'house-1'", Boolean.class))
                .isTrue();

        time.forNode("house-1", Duration.ofDays(7));
        doChores();
        assertThat(api.get("/api/v1/nodes/house-1").code()).isEqualTo("unknown_node");
    }

    @Test
    void finishedTaskIsForgottenWhenItWasKeptLongEnoughAndPublished() {
        NodeClient node = new NodeClient(api, "house-2").register(1, "house-b");
        String task =
                api.post("/api/v1/tasks", "{\"model\":\"house-b\",\"payload\":1}")
                        .body()
                        .path("id")
                        .asString();
        node.succeed(node.lease(1).getFirst());
        doChores();
        assertThat(api.get("/api/v1/tasks/" + task).status()).isEqualTo(200);

        time.forTask(task, Duration.ofDays(3));
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> {
                    doChores();
                    return api.get("/api/v1/tasks/" + task).status() == 404;
                });
    }

    @Test
    void classThatNothingIsOfIsRemovedAndMadeAgain() {
        new NodeClient(api, "house-3").register(1, "house-c");
        String task = submit();
        api.delete("/api/v1/tasks/" + task);
        database.update("delete from outbox where task_id = ?::uuid", task);
        database.update("delete from task where id = ?::uuid", task);
        database.update(
                "update task_class set last_used_at = now() - interval '25 hours'"
                        + " where model = 'house-c'");
        doChores();
        assertThat(classes()).isZero();

        submit();
        assertThat(classes()).isEqualTo(1);
    }

    @Test
    void defaultsAreThese() {
        assertThat(
                        SettingsBinding.bind(
                                "sluice.housekeeping", HousekeepingProperties.class, Map.of()))
                .isEqualTo(new HousekeepingProperties(Duration.ofSeconds(5)));
    }

    private void doChores() {
        chores.forEach(Chore::run);
    }

    private String submit() {
        Api.Answer answer = api.post("/api/v1/tasks", "{\"model\":\"house-c\",\"payload\":1}");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return answer.body().path("id").asString();
    }

    private @Nullable Integer classes() {
        return database.queryForObject(
                "select count(*) from task_class where model = 'house-c'", Integer.class);
    }
}
