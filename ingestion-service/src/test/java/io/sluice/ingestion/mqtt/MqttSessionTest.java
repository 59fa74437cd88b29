package io.sluice.ingestion.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import io.sluice.ingestion.Api;
import io.sluice.ingestion.IngestionApplication;
import io.sluice.ingestion.IngestionServiceTest;
import io.sluice.ingestion.MqttDevice;
import io.sluice.ingestion.Topics;
import io.sluice.ingestion.Topics.FoundReading;
import io.sluice.testservers.ServersAreThere;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ConfigurableApplicationContext;

/** The service away, and the broker away: messages wait and arrive. */
@ExtendWith(ServersAreThere.class)
class MqttSessionTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir private static Path directory;
    private static OwnBroker broker;

    @BeforeAll
    static void startBroker() {
        broker = new OwnBroker(directory);
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @Test
    void messagesSentWhileTheServiceIsDownAreDeliveredAfter() {
        try (ConfigurableApplicationContext service = start("session")) {
            api(service).register("se1");
            awaitListening(service);
        }
        try (MqttDevice device = new MqttDevice(broker.port())) {
            for (int i = 0; i < 20; i++) {
                device.publish("session/se1", "ignored: nobody subscribes to this");
                device.publish(
                        "sensors/x",
                        "{\"device_id\":\"se1\",\"timestamp\":%d,\"t\":1}"
                                .formatted(1_768_996_800 + i));
            }
        }

        try (ConfigurableApplicationContext _ = start("session")) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(Topics.readings("se1")).hasSize(20));
        }
    }

    @Test
    void sessionThatItsOwnerLeftBeforeItSubscribedIsSubscribedNow() {
        Mqtt5BlockingClient dead =
                Mqtt5Client.builder()
                        .identifier("sluice-ingestion-half")
                        .serverHost("127.0.0.1")
                        .serverPort(broker.port())
                        .buildBlocking();
        dead.connectWith().sessionExpiryInterval(600).send();
        dead.disconnect();

        try (ConfigurableApplicationContext service = start("half")) {
            api(service).register("se3");
            awaitListening(service);
            send("se3");

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(Topics.readings("se3")).hasSize(1));
        }
    }

    @Test
    void sessionFollowsAChangedShareGroup() {
        try (ConfigurableApplicationContext service = start("changing")) {
            awaitListening(service);
        }

        try (ConfigurableApplicationContext service =
                start("changing", "sluice.mqtt.share-group=changed")) {
            api(service).register("se4");
            api(service).register("se5");
            awaitListening(service);
            send("se4");
            send("se5");

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(Topics.readings("se5")).isNotEmpty());
        }
        assertThat(Topics.readings("se4")).as("once: the old subscription is gone").hasSize(1);
    }

    private static void send(String device) {
        try (MqttDevice sender = new MqttDevice(broker.port())) {
            sender.publish(
                    "sensors/x",
                    "{\"device_id\":\"%s\",\"timestamp\":1768996800,\"t\":1}".formatted(device));
        }
    }

    @Test
    void serviceComesBackByItselfAfterTheBrokerWasGone() {
        try (ConfigurableApplicationContext service = start("reconnect")) {
            api(service).register("se2");
            awaitListening(service);

            broker.kill();
            broker.startAgain();

            await().atMost(PATIENCE)
                    .untilAsserted(() -> {
                        try (MqttDevice device = new MqttDevice(broker.port())) {
                            device.publish(
                                    "sensors/x",
                                    "{\"device_id\":\"se2\",\"timestamp\":1768996800,\"t\":1}");
                        }
                        assertThat(Topics.readings("se2"))
                                .extracting(FoundReading::value)
                                .contains(1.0);
                    });
        }
    }

    private static Api api(ConfigurableApplicationContext service) {
        return new Api(
                service.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
    }

    private static void awaitListening(ConfigurableApplicationContext service) {
        await().atMost(PATIENCE).until(() -> service.getBean(MqttConnection.class).isListening());
    }

    private static ConfigurableApplicationContext start(String name, String... more) {
        List<String> settings =
                new ArrayList<>(
                        List.of(
                                "server.port=0",
                                "sluice.mqtt.port=" + broker.port(),
                                "sluice.mqtt.client-id=sluice-ingestion-" + name,
                                "sluice.mqtt.share-group=" + name,
                                "sluice.mqtt.reconnect-max=2s"));
        settings.addAll(List.of(more));
        return new SpringApplicationBuilder(IngestionApplication.class)
                .initializers(
                        new IngestionServiceTest.UseServers(),
                        context -> TestPropertyValues.of(settings).applyTo(context))
                .run();
    }
}
