package io.sluice.ingestion.mqtt;

import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes MQTT clients that come back by themselves.
 *
 * @param tls the keys and the trust for TLS, or empty for plain TCP
 */
record MqttClientFactory(MqttProperties properties, Optional<Tls> tls) {
    private static final Logger log = LoggerFactory.getLogger(MqttClientFactory.class);

    /** Who we are and whom we trust. */
    record Tls(KeyManagerFactory keys, TrustManagerFactory trust) {}

    /**
     * @param onConnected is called each time the connection stands, before anything is delivered
     */
    Mqtt5AsyncClient create(Runnable onConnected) {
        Mqtt5ClientBuilder builder =
                Mqtt5Client.builder()
                        .identifier(properties.clientId())
                        .serverHost(properties.host())
                        .serverPort(properties.port())
                        .automaticReconnect()
                        .initialDelay(properties.reconnectMin().toMillis(), TimeUnit.MILLISECONDS)
                        .maxDelay(properties.reconnectMax().toMillis(), TimeUnit.MILLISECONDS)
                        .applyAutomaticReconnect()
                        .addConnectedListener(_ -> onConnected.run())
                        .addDisconnectedListener(context ->
                                log.warn(
                                        "no connection to the MQTT broker at {}:{} ({}), attempt"
                                                + " {}",
                                        properties.host(),
                                        properties.port(),
                                        context.getCause().getMessage(),
                                        context.getReconnector().getAttempts()));
        if (properties.username() != null) {
            builder =
                    builder.simpleAuth()
                            .username(properties.username())
                            .password(
                                    (properties.password() == null ? "" : properties.password())
                                            .getBytes(StandardCharsets.UTF_8))
                            .applySimpleAuth();
        }
        if (tls.isPresent()) {
            builder =
                    builder.sslConfig(
                            MqttClientSslConfig.builder()
                                    .keyManagerFactory(tls.get().keys())
                                    .trustManagerFactory(tls.get().trust())
                                    .build());
        }
        return builder.buildAsync();
    }
}
