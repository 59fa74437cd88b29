package io.sluice.coordinator.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.coordinator.SettingsBinding;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;

class LeaseSettingsTest {
    @Test
    void defaultsAreThese() {
        assertThat(bind(Map.of()))
                .isEqualTo(
                        new LeaseProperties(
                                Duration.ofSeconds(30),
                                Duration.ofSeconds(60),
                                DispatchStrategy.ROUND_ROBIN,
                                Duration.ofMillis(250),
                                DataSize.ofMegabytes(1),
                                DataSize.ofMegabytes(64)));
    }

    @Test
    void strategyGoesByItsName() {
        assertThat(bind(Map.of("strategy", "label-affinity")).strategy())
                .isEqualTo(DispatchStrategy.LABEL_AFFINITY);
        assertThat(bind(Map.of("strategy", "least-loaded")).strategy())
                .isEqualTo(DispatchStrategy.LEAST_LOADED);
    }

    @ParameterizedTest
    @CsvSource({"duration, 0s", "longest-wait, -1s", "look-every, 0s", "strategy, random"})
    void settingsOutOfBoundsAreRefused(String name, String value) {
        assertThatThrownBy(() -> bind(Map.of(name, value)))
                .hasStackTraceContaining("sluice.leases");
    }

    private static LeaseProperties bind(Map<String, String> values) {
        return SettingsBinding.bind("sluice.leases", LeaseProperties.class, values);
    }
}
