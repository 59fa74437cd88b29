package io.sluice.coordinator.mqtt;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The connection to the MQTT broker, over which tasks are sent to nodes that want that.
 *
 * @param enabled false for an instance that sends nothing
 * @param reconnectMin the first wait before a lost connection is tried again; it doubles, with some
 *     jitter
 * @param reconnectMax the longest such wait
 * @param timeout after which a message counts as not sent
 * @param username for brokers that want one
 * @param sslBundle the name of an SSL bundle (spring.ssl.bundle) for TLS; plain TCP without it
 */
@Validated
@ConfigurationProperties("sluice.mqtt")
record MqttProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("127.0.0.1") @NotBlank String host,
        @DefaultValue("1883") @Min(1) @Max(65535) int port,
        @DefaultValue("500ms") Duration reconnectMin,
        @DefaultValue("30s") Duration reconnectMax,
        @DefaultValue("5s") Duration timeout,
        @Nullable String username,
        @Nullable String password,
        @Nullable String sslBundle) {}
