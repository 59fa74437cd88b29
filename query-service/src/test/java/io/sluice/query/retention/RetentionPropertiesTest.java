package io.sluice.query.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class RetentionPropertiesTest {
    @Test
    void defaultsAreThese() {
        assertThat(bind(Map.of()))
                .isEqualTo(
                        new RetentionProperties(
                                true, Duration.ofHours(1), 50_000, Duration.ofDays(7)));
    }

    @ParameterizedTest
    @CsvSource({"interval, 59s", "restored-kept, -1s"})
    void senselessSettingIsRefused(String name, String value) {
        assertThatThrownBy(() -> bind(Map.of(name, value)))
                .hasStackTraceContaining("sluice.retention." + name);
    }

    private static RetentionProperties bind(Map<String, String> values) {
        MapConfigurationPropertySource source = new MapConfigurationPropertySource();
        values.forEach((name, value) -> source.put("sluice.retention." + name, value));
        return new Binder(source).bindOrCreate("sluice.retention", RetentionProperties.class);
    }
}
