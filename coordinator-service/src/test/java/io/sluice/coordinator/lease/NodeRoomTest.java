package io.sluice.coordinator.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.coordinator.Api;
import io.sluice.coordinator.CoordinatorServiceTest;
import io.sluice.coordinator.NodeClient;
import io.sluice.coordinator.NodeClient.Held;
import io.sluice.coordinator.TimePasses;
import java.sql.Timestamp;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** The room that a node has is used, and no more than it has. */
@CoordinatorServiceTest
class NodeRoomTest {
    @LocalServerPort private int port;
    @Autowired private JdbcTemplate database;
    @Autowired private TransactionTemplate transaction;

    private Api api;

    @BeforeEach
    void connect() {
        api = new Api(port);
    }

    @Test
    void taskThatANodeDoesNotGetYetDoesNotKeepItFromOthers() {
        NodeClient node = new NodeClient(api, "room-1").register(1, "room-a");
        String failing = submit("{\"model\":\"room-a\",\"payload\":1,\"priority\":\"HIGH\"}");
        String waiting = submit("{\"model\":\"room-a\",\"payload\":1,\"priority\":\"LOW\"}");
        node.fail(node.lease(1).getFirst(), true);
        database.update(
                "update task set avoid_until = now() + interval '1 minute' where id = ?::uuid",
                failing);

        assertThat(node.lease(1)).extracting(Held::task).containsExactly(waiting);
    }

    @Test
    void leaseThatIsBeingRenewedAtItsEndKeepsItsPlace() {
        NodeClient node = new NodeClient(api, "room-2").register(1, "room-b");
        String task = submit("{\"model\":\"room-b\",\"payload\":1}");
        node.lease(1);
        submit("{\"model\":\"room-b\",\"payload\":1}");
        new TimePasses(database).forTask(task, Duration.ofSeconds(29));

        transaction.executeWithoutResult(_ -> {
            Timestamp until =
                    database.queryForObject(
                            "select leased_until from task where id = ?::uuid",
                            Timestamp.class,
                            task);
            database.update(
                    """
                    update task set leased_until = now() + interval '30 s' where id = ?::uuid
                    """,
                    task);
            await().until(() ->
                    database.queryForObject("select clock_timestamp() > ?", Boolean.class, until));
            assertThat(node.lease(1)).isEmpty();
        });
    }

    private String submit(String json) {
        return api.post("/api/v1/tasks", json).body().path("id").asString();
    }
}
