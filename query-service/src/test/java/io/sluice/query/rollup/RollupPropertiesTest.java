package io.sluice.query.rollup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class RollupPropertiesTest {
    @Test
    void defaultsAreThese() {
        assertThat(bind(Map.of()))
                .isEqualTo(new RollupProperties(true, Duration.ofSeconds(1), 10_000));
    }

    @ParameterizedTest
    @CsvSource({
        "interval, 0s",
        "interval, 9ms",
        "interval, 61m",
        "hours-at-once, 0",
        "hours-at-once, 1000001"
    })
    void valueOutOfRangeIsRefused(String name, String value) {
        assertThatThrownBy(() -> bind(Map.of(name, value)))
                .hasStackTraceContaining("sluice.rollups." + name);
    }

    private static RollupProperties bind(Map<String, String> values) {
        MapConfigurationPropertySource source = new MapConfigurationPropertySource();
        values.forEach((name, value) -> source.put("sluice.rollups." + name, value));
        return new Binder(source).bindOrCreate("sluice.rollups", RollupProperties.class);
    }
}
