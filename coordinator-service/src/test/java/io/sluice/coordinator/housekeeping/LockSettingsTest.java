package io.sluice.coordinator.housekeeping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.coordinator.SettingsBinding;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LockSettingsTest {
    @Test
    void defaultsAreThese() {
        assertThat(bind(Map.of())).isEqualTo(new LockProperties(Duration.ofSeconds(8)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"999ms", "11m"})
    void timeOutOfBoundsIsRefused(String value) {
        assertThatThrownBy(() -> bind(Map.of("time-to-live", value)))
                .hasStackTraceContaining("sluice.locks.time-to-live");
    }

    private static LockProperties bind(Map<String, String> values) {
        return SettingsBinding.bind("sluice.locks", LockProperties.class, values);
    }
}
