package io.sluice.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static final Path ROOT = Path.of("/checkout");

    @ParameterizedTest
    @CsvSource({
        "FRONT_DOOR,        SLUICE_FRONT_DOOR_PORT,        8080",
        "INGESTION,         SLUICE_INGESTION_PORT,         8081",
        "QUERY,             SLUICE_QUERY_PORT,             8082",
        "COORDINATOR,       SLUICE_COORDINATOR_PORT,       8084",
        "MQTT,              SLUICE_MQTT_PORT,              1883",
        "KAFKA,             SLUICE_KAFKA_PORT,             19092",
        "KAFKA_CONTROLLER,  SLUICE_KAFKA_CONTROLLER_PORT,  19093",
        "POSTGRES,          SLUICE_POSTGRES_PORT,          15432",
    })
    void portHasADefaultAndAVariable(Settings.Port port, String variable, int usual) {
        assertThat(new Settings(Map.of()).port(port)).isEqualTo(usual);
        assertThat(new Settings(Map.of(variable, " ")).port(port)).isEqualTo(usual);
        assertThat(new Settings(Map.of(variable, "1")).port(port)).isEqualTo(1);
        assertThat(new Settings(Map.of(variable, " 65535 ")).port(port)).isEqualTo(65_535);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "65536", "99999999999", "80a", "0x50", "8080.0", "http"})
    void whatIsNoPortIsNamedWithItsVariable(String text) {
        Settings settings = new Settings(Map.of("SLUICE_MQTT_PORT", text));

        assertThatThrownBy(() -> settings.port(Settings.Port.MQTT))
                .isInstanceOf(UserError.class)
                .hasMessage("SLUICE_MQTT_PORT is '" + text + "', and not a port (1 to 65535)");
        assertThat(settings.port(Settings.Port.KAFKA)).isEqualTo(19_092);
    }

    @Test
    void platformIsOfThisMachineUnlessItIsOpened() {
        assertThat(new Settings(Map.of()).bind()).isEqualTo("127.0.0.1");
        assertThat(new Settings(Map.of("SLUICE_BIND", " ")).bind()).isEqualTo("127.0.0.1");
        assertThat(new Settings(Map.of("SLUICE_BIND", "0.0.0.0")).bind()).isEqualTo("0.0.0.0");
        assertThatThrownBy(() -> new Settings(Map.of("SLUICE_BIND", "lan")).bind())
                .isInstanceOf(UserError.class)
                .hasMessageContaining("SLUICE_BIND is 'lan'");
    }

    @Test
    void homeIsInTheCheckoutUnlessSet() {
        assertThat(new Settings(Map.of()).home(ROOT)).isEqualTo(Path.of("/checkout/.sluice"));
        assertThat(new Settings(Map.of("SLUICE_HOME", " ")).home(ROOT))
                .isEqualTo(Path.of("/checkout/.sluice"));
    }

    @Test
    void homeMayHaveSpaces() {
        assertThat(new Settings(Map.of("SLUICE_HOME", "/my data/its own")).home(ROOT))
                .isEqualTo(Path.of("/my data/its own"));
    }

    @Test
    void homeIsAbsolute() {
        assertThat(new Settings(Map.of("SLUICE_HOME", "a/../b")).home(ROOT))
                .isEqualTo(Path.of("b").toAbsolutePath());
    }

    @ParameterizedTest
    @EnumSource
    void freePortIsAboveThoseOfTheSystem(Settings.Port port) {
        Settings settings = new Settings(Map.of("SLUICE_MQTT_PORT", "http", "PATH", "/bin"));

        Settings aside = settings.onFreePorts();

        assertThat(aside.port(port)).isBetween(20_000, 32_000);
        assertThat(aside.environment()).containsEntry("PATH", "/bin");
    }

    @Test
    void freePortsAreDifferentOnes() {
        Settings aside = new Settings(Map.of()).onFreePorts();

        List<Integer> ports = Arrays.stream(Settings.Port.values()).map(aside::port).toList();
        assertThat(ports).doesNotHaveDuplicates();
    }
}
