package io.sluice.query.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.validation.ValidationBindHandler;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.validation.beanvalidation.SpringValidatorAdapter;

class LivePropertiesTest {
    @Test
    void defaultsAreThese() {
        assertThat(bind(Map.of()))
                .isEqualTo(new LiveProperties(100, Duration.ofMillis(100), Duration.ofSeconds(10)));
    }

    @ParameterizedTest
    @CsvSource({
        "sessions, 0",
        "sessions, 10000",
        "pause, 10ms",
        "pause, 20s",
        "heartbeat, 10ms",
        "heartbeat, 20s"
    })
    void boundsAreTaken(String name, String value) {
        assertThat(bind(Map.of(name, value))).isNotEqualTo(bind(Map.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "sessions, -1",
        "sessions, 10001",
        "pause, 0s",
        "pause, 9ms",
        "pause, 20001ms",
        "heartbeat, -1s",
        "heartbeat, 9ms",
        "heartbeat, 20001ms"
    })
    void valueOutOfBoundsIsRefused(String name, String value) {
        assertThatThrownBy(() -> bind(Map.of(name, value)))
                .hasStackTraceContaining("sluice.live")
                .hasStackTraceContaining(name);
    }

    private static LiveProperties bind(Map<String, String> values) {
        MapConfigurationPropertySource source = new MapConfigurationPropertySource();
        values.forEach((name, value) -> source.put("sluice.live." + name, value));
        try (ValidatorFactory validators = Validation.buildDefaultValidatorFactory()) {
            return new Binder(source)
                    .bindOrCreate(
                            "sluice.live",
                            Bindable.of(LiveProperties.class),
                            new ValidationBindHandler(
                                    new SpringValidatorAdapter(validators.getValidator())));
        }
    }
}
