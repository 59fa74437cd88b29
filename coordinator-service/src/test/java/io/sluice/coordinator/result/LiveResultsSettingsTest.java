package io.sluice.coordinator.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.coordinator.SettingsBinding;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveResultsSettingsTest {
    private static final String LIVE = "sluice.live-results";

    @Test
    void defaultsAreThese() {
        assertThat(SettingsBinding.bind(LIVE, LiveResultsProperties.class, Map.of()))
                .isEqualTo(new LiveResultsProperties(50, Duration.ofSeconds(15)));
    }

    @ParameterizedTest
    @CsvSource({"streams, -1", "streams, 1001", "heartbeat, 99ms", "heartbeat, 61s"})
    void valueOutOfBoundsIsRefused(String name, String value) {
        assertThatThrownBy(() ->
                        SettingsBinding.bind(
                                LIVE, LiveResultsProperties.class, Map.of(name, value)))
                .hasStackTraceContaining(LIVE);
    }
}
