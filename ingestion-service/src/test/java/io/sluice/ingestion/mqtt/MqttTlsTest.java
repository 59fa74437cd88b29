package io.sluice.ingestion.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import io.sluice.ingestion.Api;
import io.sluice.ingestion.IngestionApplication;
import io.sluice.ingestion.IngestionServiceTest;
import io.sluice.ingestion.Topics;
import io.sluice.local.servers.MqttServer;
import io.sluice.testservers.ServersAreThere;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ConfigurableApplicationContext;

/** The broker behind TLS: the service is told whom to trust by an SSL bundle. */
@ExtendWith(ServersAreThere.class)
class MqttTlsTest {
    private static final String PASSWORD = "changeit";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir private Path directory;

    @Test
    void readingsArriveThroughTls() throws Exception {
        Path keyStore = makeKeyStore();
        try (OwnBroker broker =
                new OwnBroker(
                        directory, Optional.of(new MqttServer.KeyStore(keyStore, PASSWORD)))) {
            int port = broker.port();
            try (ConfigurableApplicationContext service = start(port, keyStore)) {
                new Api(
                                service.getEnvironment()
                                        .getRequiredProperty("local.server.port", Integer.class))
                        .register("tls1");
                await().atMost(PATIENCE)
                        .until(() -> service.getBean(MqttConnection.class).isListening());

                publish(port, keyStore, "{\"device_id\":\"tls1\",\"t\":1}");

                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(Topics.readings("tls1")).hasSize(1));
            }
        }
    }

    private static ConfigurableApplicationContext start(int port, Path trustStore) {
        return new SpringApplicationBuilder(IngestionApplication.class)
                .initializers(
                        new IngestionServiceTest.UseServers(),
                        context ->
                                TestPropertyValues.of(
                                                "server.port=0",
                                                "sluice.mqtt.host=localhost",
                                                "sluice.mqtt.port=" + port,
                                                "sluice.mqtt.ssl-bundle=broker",
                                                "spring.ssl.bundle.jks.broker.truststore.location=file:"
                                                        + trustStore,
                                                "spring.ssl.bundle.jks.broker.truststore.password="
                                                        + PASSWORD,
                                                "spring.ssl.bundle.jks.broker.truststore.type=PKCS12")
                                        .applyTo(context))
                .run();
    }

    private Path makeKeyStore() throws Exception {
        Path keyStore = directory.resolve("broker.p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "broker",
                                "-keyalg",
                                "EC",
                                "-validity",
                                "1",
                                "-dname",
                                "CN=localhost",
                                "-ext",
                                "SAN=dns:localhost,ip:127.0.0.1",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                keyStore.toString(),
                                "-storepass",
                                PASSWORD)
                        .redirectErrorStream(true)
                        .start();
        String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(output).isZero();
        return keyStore;
    }

    private static void publish(int port, Path trustStore, String payload) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(trustStore)) {
            trusted.load(in, PASSWORD.toCharArray());
        }
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        Mqtt5BlockingClient device =
                Mqtt5Client.builder()
                        .serverHost("localhost")
                        .serverPort(port)
                        .sslConfig(MqttClientSslConfig.builder().trustManagerFactory(trust).build())
                        .buildBlocking();
        device.connect();
        device.publishWith()
                .topic("sensors/x")
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(payload.getBytes(StandardCharsets.UTF_8))
                .send();
        device.disconnect();
    }
}
