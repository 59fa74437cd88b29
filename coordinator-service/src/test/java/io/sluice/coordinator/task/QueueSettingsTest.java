package io.sluice.coordinator.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.coordinator.SettingsBinding;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;

class QueueSettingsTest {
    @Test
    void defaultsAreThese() {
        assertThat(bind(Map.of()))
                .isEqualTo(
                        new QueueProperties(
                                500_000,
                                200_000,
                                Duration.ofMinutes(1),
                                DataSize.ofKilobytes(256),
                                DataSize.ofMegabytes(64),
                                Duration.ofDays(3)));
    }

    @ParameterizedTest
    @CsvSource({
        "bound, 0",
        "bound, 199999",
        "bound-per-model, 0",
        "ageing, -1s",
        "finished-kept, 0s"
    })
    void settingsOutOfBoundsAreRefused(String name, String value) {
        assertThatThrownBy(() -> bind(Map.of(name, value))).hasStackTraceContaining("sluice.queue");
    }

    private static QueueProperties bind(Map<String, String> values) {
        return SettingsBinding.bind("sluice.queue", QueueProperties.class, values);
    }
}
