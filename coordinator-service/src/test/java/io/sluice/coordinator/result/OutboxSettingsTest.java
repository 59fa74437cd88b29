package io.sluice.coordinator.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.coordinator.SettingsBinding;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;

class OutboxSettingsTest {
    private static final String OUTBOX = "sluice.outbox";

    @Test
    void defaultsAreThese() {
        assertThat(SettingsBinding.bind(OUTBOX, OutboxProperties.class, Map.of()))
                .isEqualTo(
                        new OutboxProperties(
                                true,
                                "sluice-coordinator-outbox",
                                "sluice-coordinator-outbox",
                                500,
                                DataSize.ofMegabytes(8),
                                Duration.ofMillis(250),
                                Duration.ofMillis(20),
                                Duration.ofMinutes(1)));
    }

    @ParameterizedTest
    @CsvSource({
        "batch-tasks, 0",
        "batch-tasks, 10001",
        "batch-size, 0B",
        "batch-size, 25MB",
        "interval, 9ms",
        "interval, 11s",
        "pause, -1ms",
        "pause, 11s",
        "patience, 999ms",
        "patience, 25h",
        "group, ''",
        "transactional-id, ''"
    })
    void valueOutOfBoundsIsRefused(String name, String value) {
        assertThatThrownBy(() ->
                        SettingsBinding.bind(OUTBOX, OutboxProperties.class, Map.of(name, value)))
                .hasStackTraceContaining(OUTBOX);
    }
}
