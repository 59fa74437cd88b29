package io.sluice.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class QueriesPropertiesTest {
    @Test
    void defaultsAreThese() {
        assertThat(bind(Map.of()))
                .isEqualTo(new QueriesProperties(Duration.ofSeconds(30), 1_000_000, 50_000_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "-1s", "99ms", "61m"})
    void limitThatEndsEverythingOrNothingIsRefused(String limit) {
        assertThatThrownBy(() -> bind(Map.of("statement-timeout", limit)))
                .hasStackTraceContaining("sluice.queries.statement-timeout");
    }

    @ParameterizedTest
    @ValueSource(strings = {"100ms", "1h"})
    void boundsAreTaken(String limit) {
        assertThat(bind(Map.of("statement-timeout", limit)).statementTimeout()).isPositive();
    }

    @ParameterizedTest
    @CsvSource({"most-points, 999", "most-points, 100000001", "most-rows, 0", "most-rows, -1"})
    void numberOutOfBoundsIsRefused(String name, String value) {
        assertThatThrownBy(() -> bind(Map.of(name, value)))
                .hasStackTraceContaining("sluice.queries." + name);
    }

    private static QueriesProperties bind(Map<String, String> values) {
        MapConfigurationPropertySource source = new MapConfigurationPropertySource();
        values.forEach((name, value) -> source.put("sluice.queries." + name, value));
        return new Binder(source).bindOrCreate("sluice.queries", QueriesProperties.class);
    }
}
