package io.sluice.coordinator.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.coordinator.SettingsBinding;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookSettingsTest {
    @Test
    void defaultsAreThese() {
        assertThat(bind(Map.of()))
                .isEqualTo(
                        new WebhookProperties(
                                true,
                                List.of("*"),
                                Duration.ofSeconds(3),
                                Duration.ofSeconds(10),
                                8,
                                Duration.ofSeconds(1),
                                Duration.ofMinutes(15),
                                Duration.ofDays(1),
                                32,
                                4,
                                Duration.ofSeconds(10),
                                Duration.ofMillis(500)));
    }

    @ParameterizedTest
    @CsvSource({
        "connect-timeout, 9ms",
        "connect-timeout, 61s",
        "response-timeout, 9ms",
        "response-timeout, 61s",
        "attempts, 0",
        "attempts, 101",
        "backoff, 9ms",
        "backoff, 61m",
        "longest-backoff, 999ms",
        "longest-backoff, 25h",
        "patience, 31d",
        "parallel, 0",
        "parallel-per-host, 0",
        "circuit-pause, 0s",
        "interval, 61s"
    })
    void valueOutOfBoundsIsRefused(String name, String value) {
        assertThatThrownBy(() -> bind(Map.of(name, value)))
                .hasStackTraceContaining("sluice.webhooks");
    }

    @ParameterizedTest
    @CsvSource({
        "http://hooks.example.com/a, true",
        "https://HOOKS.example.com:8443/a, true",
        "http://a.hooks.example.com/, false",
        "http://hooks.example.com.evil.org/, false",
        "http://hooksXexample.com/, false",
        "http://x.internal/, true",
        "http://internal/, false",
        "http://user@x.internal/, false",
        "http:///a, false",
        "ftp://hooks.example.com/a, false",
        "hooks.example.com, false"
    })
    void onlyAllowedHostsMayBeCalled(String address, boolean allowed) {
        WebhookTargets targets =
                new WebhookTargets(
                        bind(
                                Map.of(
                                        "allowed-hosts[0]",
                                        "Hooks.example.com",
                                        "allowed-hosts[1]",
                                        "*.internal")));

        assertThat(targets.refusal(URI.create(address)).isEmpty()).isEqualTo(allowed);
    }

    private static WebhookProperties bind(Map<String, String> values) {
        return SettingsBinding.bind("sluice.webhooks", WebhookProperties.class, values);
    }
}
