package io.sluice.ingestion.mqtt;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The connection to the MQTT broker.
 *
 * @param enabled false for an instance that takes HTTP alone
 * @param clientId the name of this instance's session at the broker: another one for each instance,
 *     and the same after a restart, so that it gets what came meanwhile
 * @param shareGroup instances with the same one share the messages between them
 * @param sessionExpiry how long the broker keeps messages for this instance while it is away
 * @param receiveMaximum the most messages the broker delivers ahead of their acknowledgement
 * @param reconnectMin the first wait before a lost connection is tried again; it doubles, with some
 *     jitter
 * @param reconnectMax the longest such wait
 * @param username for brokers that want one
 * @param sslBundle the name of an SSL bundle (spring.ssl.bundle) for TLS; plain TCP without it
 */
@Validated
@ConfigurationProperties("sluice.mqtt")
record MqttProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("127.0.0.1") @NotBlank String host,
        @DefaultValue("1883") @Min(1) @Max(65535) int port,
        @DefaultValue("sluice-ingestion-0") @NotBlank String clientId,
        @DefaultValue("sluice-ingestion") @NotBlank String shareGroup,
        @DefaultValue("7d") Duration sessionExpiry,
        @DefaultValue("1000") @Min(1) @Max(65535) int receiveMaximum,
        @DefaultValue("500ms") Duration reconnectMin,
        @DefaultValue("30s") Duration reconnectMax,
        @Nullable String username,
        @Nullable String password,
        @Nullable String sslBundle) {}
