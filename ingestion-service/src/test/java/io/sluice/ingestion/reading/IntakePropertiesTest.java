package io.sluice.ingestion.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class IntakePropertiesTest {
    @Test
    void defaultsAreThese() {
        assertThat(bind(Map.of()))
                .isEqualTo(
                        new IntakeProperties(
                                DataSize.ofMegabytes(10),
                                100_000,
                                256,
                                Duration.ofHours(24),
                                Duration.ofMinutes(5),
                                Duration.ofHours(1),
                                DataSize.ofMegabytes(64),
                                Duration.ofMillis(250),
                                Duration.ofMillis(1500)));
    }

    @Test
    void requestIsAnsweredWithinTwoSecondsWhateverKafkaDoes() {
        IntakeProperties defaults = bind(Map.of());

        assertThat(defaults.placeWithin().plus(defaults.answerWithin()))
                .isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void largestMessageMustFitTwiceIntoTheBudget() {
        assertThatThrownBy(() -> bind(Map.of("max-payload", "10MB", "in-flight", "19MB")))
                .hasStackTraceContaining("sluice.intake.in-flight");
    }

    private static IntakeProperties bind(Map<String, String> values) {
        MapConfigurationPropertySource source = new MapConfigurationPropertySource();
        values.forEach((name, value) -> source.put("sluice.intake." + name, value));
        return new Binder(source).bindOrCreate("sluice.intake", IntakeProperties.class);
    }
}
