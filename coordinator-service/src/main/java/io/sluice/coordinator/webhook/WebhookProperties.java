package io.sluice.coordinator.webhook;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Calls to those who want to be told when their task is finished.
 *
 * @param enabled whether this replica makes calls
 * @param allowedHosts who may be called: names or addresses, in which {@code *} stands for anything
 * @param connectTimeout how long a connection may take
 * @param responseTimeout how long an answer may take, connection included
 * @param attempts how often a call is tried
 * @param backoff the pause after the first attempt; each is three times the one before, and up to
 *     half more or less
 * @param longestBackoff the longest pause, before chance
 * @param patience after this time a call is given up, however often it was tried
 * @param parallel how many calls run at once
 * @param parallelPerHost how many of them go to the same host
 * @param circuitPause how long a host that fails is left alone
 * @param interval how often due calls are looked for without a signal
 */
@Validated
@ConfigurationProperties("sluice.webhooks")
record WebhookProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("*") @NotEmpty List<String> allowedHosts,
        @DefaultValue("3s") Duration connectTimeout,
        @DefaultValue("10s") Duration responseTimeout,
        @DefaultValue("8") @Min(1) @Max(100) int attempts,
        @DefaultValue("1s") Duration backoff,
        @DefaultValue("15m") Duration longestBackoff,
        @DefaultValue("1d") Duration patience,
        @DefaultValue("32") @Min(1) @Max(1_000) int parallel,
        @DefaultValue("4") @Min(1) @Max(1_000) int parallelPerHost,
        @DefaultValue("10s") Duration circuitPause,
        @DefaultValue("500ms") Duration interval) {
    private static final Duration SHORTEST = Duration.ofMillis(10);

    WebhookProperties {
        allowedHosts = List.copyOf(allowedHosts);
        check("connect-timeout", connectTimeout, Duration.ofMinutes(1));
        check("response-timeout", responseTimeout, Duration.ofMinutes(1));
        check("backoff", backoff, Duration.ofHours(1));
        check("longest-backoff", longestBackoff, Duration.ofDays(1));
        check("patience", patience, Duration.ofDays(30));
        check("circuit-pause", circuitPause, Duration.ofHours(1));
        check("interval", interval, Duration.ofMinutes(1));
        if (longestBackoff.compareTo(backoff) < 0) {
            throw new IllegalArgumentException(
                    "sluice.webhooks.longest-backoff "
                            + longestBackoff
                            + " is shorter than backoff "
                            + backoff);
        }
    }

    private static void check(String name, Duration value, Duration longest) {
        if (value.compareTo(SHORTEST) < 0 || value.compareTo(longest) > 0) {
            throw new IllegalArgumentException(
                    "sluice.webhooks."
                            + name
                            + " "
                            + value
                            + " is not between 10 ms and "
                            + longest);
        }
    }

    /** A call that was begun and of which nothing is known after this time is begun again. */
    Duration claim() {
        return responseTimeout.multipliedBy(2).plusSeconds(10);
    }
}
