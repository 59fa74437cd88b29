package io.sluice.coordinator.mqtt;

import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Sends messages to the MQTT broker. A lost connection comes back by itself. */
public final class MqttPublisher implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(MqttPublisher.class);
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final MqttProperties properties;
    private final Optional<MqttClientSslConfig> tls;
    private volatile Optional<Mqtt5AsyncClient> client = Optional.empty();

    /**
     * @param tls the keys and the trust for TLS, or empty for plain TCP
     */
    MqttPublisher(MqttProperties properties, Optional<MqttClientSslConfig> tls) {
        this.properties = properties;
        this.tls = tls;
    }

    @Override
    public void start() {
        if (!properties.enabled()) {
            return;
        }
        Mqtt5AsyncClient started = create();
        client = Optional.of(started);
        var _ = started.connect();
    }

    @Override
    public void stop() {
        Optional<Mqtt5AsyncClient> stopped = client;
        client = Optional.empty();
        stopped.ifPresent(MqttPublisher::disconnect);
    }

    @Override
    public boolean isRunning() {
        return client.isPresent();
    }

    /** True if there is a connection. */
    public boolean isConnected() {
        return client.filter(current -> current.getState().isConnected()).isPresent();
    }

    /**
     * Sends a message with QoS 1, and returns when the broker has it.
     *
     * @throws IllegalStateException if the broker did not say that it has it
     */
    public void publish(String topic, String json) {
        Mqtt5AsyncClient current =
                client.orElseThrow(
                        () -> new IllegalStateException("there is no connection to the broker"));
        try {
            current.publishWith()
                    .topic(topic)
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .contentType("application/json")
                    .payload(json.getBytes(StandardCharsets.UTF_8))
                    .send()
                    .get(properties.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("topic " + topic + ": " + e, e);
        }
    }

    private Mqtt5AsyncClient create() {
        Mqtt5ClientBuilder builder =
                Mqtt5Client.builder()
                        .serverHost(properties.host())
                        .serverPort(properties.port())
                        .automaticReconnect()
                        .initialDelay(properties.reconnectMin().toMillis(), TimeUnit.MILLISECONDS)
                        .maxDelay(properties.reconnectMax().toMillis(), TimeUnit.MILLISECONDS)
                        .applyAutomaticReconnect()
                        .addDisconnectedListener(context ->
                                log.warn(
                                        "no connection to the MQTT broker at {}:{} ({})",
                                        properties.host(),
                                        properties.port(),
                                        context.getCause().getMessage()));
        if (properties.username() != null) {
            builder =
                    builder.simpleAuth()
                            .username(properties.username())
                            .password(
                                    Optional.ofNullable(properties.password())
                                            .orElse("")
                                            .getBytes(StandardCharsets.UTF_8))
                            .applySimpleAuth();
        }
        if (tls.isPresent()) {
            builder = builder.sslConfig(tls.get());
        }
        return builder.buildAsync();
    }

    private static void disconnect(Mqtt5AsyncClient stopped) {
        try {
            stopped.disconnect().get(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            log.debug("disconnected without a farewell", e);
        }
    }
}
