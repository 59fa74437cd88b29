package io.sluice.coordinator.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class ModelPropertiesTest {
    @Test
    void defaultsAreThese() {
        assertThat(bind(Map.of()))
                .isEqualTo(
                        new ModelProperties(
                                DataSize.ofMegabytes(512),
                                DataSize.ofMegabytes(8),
                                8,
                                Duration.ofSeconds(10),
                                4,
                                Duration.ofSeconds(1)));
    }

    @Test
    void modelIsSmallerThanTwoGibibytes() {
        assertThatThrownBy(() -> bind(Map.of("max-size", "2GB")))
                .hasStackTraceContaining("sluice.models.max-size");
    }

    @Test
    void partIsNotLargerThanTheModel() {
        assertThatThrownBy(() -> bind(Map.of("max-size", "1MB", "max-chunk", "2MB")))
                .hasStackTraceContaining("sluice.models.max-chunk");
    }

    private static ModelProperties bind(Map<String, String> values) {
        MapConfigurationPropertySource source = new MapConfigurationPropertySource();
        values.forEach((name, value) -> source.put("sluice.models." + name, value));
        return new Binder(source).bindOrCreate("sluice.models", ModelProperties.class);
    }
}
