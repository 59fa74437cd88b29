package io.sluice.query.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class DevicesPropertiesTest {
    @Test
    void defaultsAreThese() {
        assertThat(bind(Map.of())).isEqualTo(new DevicesProperties(100_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "10000001"})
    void numberThatNobodyHasIsRefused(String number) {
        assertThatThrownBy(() -> bind(Map.of("in-memory", number)))
                .hasStackTraceContaining("sluice.devices.in-memory " + number);
    }

    private static DevicesProperties bind(Map<String, String> values) {
        MapConfigurationPropertySource source = new MapConfigurationPropertySource();
        values.forEach((name, value) -> source.put("sluice.devices." + name, value));
        return new Binder(source).bindOrCreate("sluice.devices", DevicesProperties.class);
    }
}
