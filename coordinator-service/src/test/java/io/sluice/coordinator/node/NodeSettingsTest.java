package io.sluice.coordinator.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.coordinator.SettingsBinding;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeSettingsTest {
    @Test
    void defaultsAreThese() {
        assertThat(bind(Map.of()))
                .isEqualTo(
                        new NodeProperties(
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(30),
                                Duration.ofDays(7)));
    }

    @ParameterizedTest
    @CsvSource({
        "heartbeat-interval, 0s",
        "suspect-after, 5s",
        "offline-after, 10s",
        "forgotten-after, 30s"
    })
    void timesMustGrow(String name, String value) {
        assertThatThrownBy(() -> bind(Map.of(name, value))).hasStackTraceContaining("sluice.nodes");
    }

    @ParameterizedTest
    @CsvSource({
        "0, false, 0, IDLE",
        "9, false, 1, BUSY",
        "9, true, 1, DRAINING",
        "10, false, 1, SUSPECT",
        "10, true, 0, SUSPECT",
        "30, false, 1, OFFLINE"
    })
    void stateFollowsFromSilenceAndLeases(
            long seconds, boolean draining, long leases, NodeState state) {
        assertThat(NodeState.of(Duration.ofSeconds(seconds), draining, leases, bind(Map.of())))
                .isEqualTo(state);
    }

    @Test
    void whatWasHeardAMomentAgoIsRememberedForASecond() {
        long[] now = {0};
        LatelyHeard heard = new LatelyHeard(() -> now[0]);
        assertThat(heard.contains("a")).isFalse();
        heard.add("a");
        now[0] = 999_999_999L;
        assertThat(heard.contains("a")).isTrue();
        assertThat(heard.contains("b")).isFalse();
        now[0] = 1_000_000_000L;
        assertThat(heard.contains("a")).isFalse();
    }

    private static NodeProperties bind(Map<String, String> values) {
        return SettingsBinding.bind("sluice.nodes", NodeProperties.class, values);
    }
}
