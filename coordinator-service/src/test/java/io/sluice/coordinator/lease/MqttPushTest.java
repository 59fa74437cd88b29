package io.sluice.coordinator.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import io.sluice.coordinator.Api;
import io.sluice.coordinator.CoordinatorServiceTest;
import io.sluice.coordinator.NodeClient;
import io.sluice.coordinator.NodeClient.Held;
import io.sluice.testservers.TestServers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Tasks come to nodes that want them sent. */
@CoordinatorServiceTest
class MqttPushTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @LocalServerPort private int port;

    private Api api;

    @BeforeEach
    void connect() {
        api = new Api(port);
    }

    @Test
    void taskIsSentAndItsResultTaken() {
        try (Listening listening = new Listening("push-1")) {
            NodeClient node = register("push-1", "push-a");
            String task = submit("push-a");

            Held lease = listening.next();
            assertThat(lease.task()).isEqualTo(task);
            assertThat(node.succeed(lease).status()).isEqualTo(200);
        }
    }

    @Test
    void noMoreThanTheCapacityIsSent() {
        try (Listening listening = new Listening("push-2")) {
            NodeClient node = register("push-2", "push-b");
            submit("push-b");
            submit("push-b");
            submit("push-b");
            Held first = listening.next();
            listening.next();

            assertThat(api.get(node.path("")).body().path("leases").asInt()).isEqualTo(2);
            assertThat(listening.leases).isEmpty();
            node.succeed(first);
            listening.next();
        }
    }

    @Test
    void whatCanNotBeSentIsLeasedLater() {
        NodeClient node = register("push-3", "push-c");
        TestServers.Faults faults = TestServers.get().faults();
        String task;
        faults.killMqtt();
        try {
            task = submit("push-c");
        } finally {
            faults.startMqtt();
        }
        try (Listening listening = new Listening("push-3")) {
            await().atMost(PATIENCE)
                    .until(() -> {
                        node.heartbeat("{}");
                        return !listening.leases.isEmpty();
                    });
            Held lease = listening.next();
            assertThat(lease.task()).isEqualTo(task);
            assertThat(node.succeed(lease).status()).isEqualTo(200);
        }
    }

    private NodeClient register(String id, String model) {
        return new NodeClient(api, id)
                .register(
                        Map.of("capacity", 2, "models", Map.of(model, List.of("1")), "push", true));
    }

    private String submit(String model) {
        return api.post("/api/v1/tasks", "{\"model\":\"" + model + "\",\"payload\":1}")
                .body()
                .path("id")
                .asString();
    }

    /** A node's ear. */
    private static final class Listening implements AutoCloseable {
        private final Queue<Held> leases = new ConcurrentLinkedQueue<>();
        private final Mqtt5BlockingClient client;

        Listening(String node) {
            client =
                    Mqtt5Client.builder()
                            .serverHost("127.0.0.1")
                            .serverPort(TestServers.get().mqttPort())
                            .buildBlocking();
            client.connect();
            client.toAsync()
                    .publishes(
                            MqttGlobalPublishFilter.ALL,
                            message -> hear(message.getPayloadAsBytes()));
            client.subscribeWith()
                    .topicFilter("nodes/" + node + "/tasks")
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .send();
        }

        private void hear(byte[] message) {
            JsonNode json = new ObjectMapper().readTree(message);
            json.path("leases")
                    .forEach(lease ->
                            leases.add(
                                    new Held(
                                            lease.path("task_id").asString(),
                                            lease.path("token").asLong(),
                                            lease)));
        }

        Held next() {
            await().atMost(PATIENCE).until(() -> !leases.isEmpty());
            return leases.remove();
        }

        @Override
        public void close() {
            client.disconnect();
        }
    }
}
