package io.sluice.ingestion.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.ingestion.Api;
import io.sluice.ingestion.IngestionApplication;
import io.sluice.ingestion.IngestionServiceTest;
import io.sluice.ingestion.MqttDevice;
import io.sluice.ingestion.Topics;
import io.sluice.ingestion.Topics.FoundReading;
import io.sluice.testservers.ServersAreThere;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ConfigurableApplicationContext;

/** A broker that is up before the service was there for the first time. */
@ExtendWith(ServersAreThere.class)
class MqttFirstStartTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir private Path directory;

    @Test
    void whatTheBrokerAcknowledgedBeforeTheFirstStartIsTaken() {
        try (OwnBroker broker = new OwnBroker(directory)) {
            // Registered at a service that listens to another broker.
            try (ConfigurableApplicationContext other =
                    start("sluice.mqtt.client-id=first-other")) {
                register(other, "first1");
            }
            try (MqttDevice device = new MqttDevice(broker.port())) {
                device.publish(
                        "sensors/x", "{\"device_id\":\"first1\",\"timestamp\":1768996800,\"t\":1}");
                device.publish("devices/first1/telemetry", "{\"timestamp\":1768996801,\"t\":2}");
            }

            try (ConfigurableApplicationContext _ = start("sluice.mqtt.port=" + broker.port())) {
                await().atMost(PATIENCE)
                        .untilAsserted(() ->
                                assertThat(Topics.readings("first1"))
                                        .extracting(FoundReading::value)
                                        .containsExactlyInAnyOrder(1.0, 2.0));
            }
        }
    }

    private static void register(ConfigurableApplicationContext service, String device) {
        new Api(service.getEnvironment().getRequiredProperty("local.server.port", Integer.class))
                .register(device);
    }

    private static ConfigurableApplicationContext start(String setting) {
        return new SpringApplicationBuilder(IngestionApplication.class)
                .initializers(
                        new IngestionServiceTest.UseServers(),
                        context -> TestPropertyValues.of("server.port=0", setting).applyTo(context))
                .run();
    }
}
