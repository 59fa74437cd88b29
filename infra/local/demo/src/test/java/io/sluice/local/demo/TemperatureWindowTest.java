package io.sluice.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TemperatureWindowTest {
    private static final Instant START = Instant.parse("2017-01-01T00:00:00Z");

    @Test
    void windowsAreTheNewestOnesWithStepsBetween() {
        List<TemperatureWindow> windows = TemperatureWindow.of("d", hours(100), 30, 2);

        assertThat(windows).extracting(TemperatureWindow::last).containsExactly(99.0, 69.0);
        assertThat(windows.getFirst().values()).hasSize(24).first().isEqualTo(76.0);
        assertThat(windows.getFirst().end()).isEqualTo(START.plus(Duration.ofHours(99)));
    }

    @Test
    void windowsWithAGapAreLeftOut() {
        List<TemperatureWindow.Hour> hours = new ArrayList<>(hours(60));
        hours.remove(50);

        assertThat(TemperatureWindow.of("d", hours, 30, 9))
                .extracting(TemperatureWindow::last)
                .containsExactly(28.0);
        assertThat(TemperatureWindow.of("d", hours(23), 1, 9)).isEmpty();
    }

    @Test
    void raisedWindowDiffersInItsLastValueOnly() {
        TemperatureWindow window = TemperatureWindow.of("d", hours(24), 1, 1).getFirst();

        TemperatureWindow raised = window.raised(15);

        assertThat(raised.last()).isEqualTo(window.last() + 15);
        assertThat(raised.values().subList(0, 23)).isEqualTo(window.values().subList(0, 23));
        assertThat(raised.isRaised()).isTrue();
        assertThat(window.isRaised()).isFalse();
    }

    private static List<TemperatureWindow.Hour> hours(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new TemperatureWindow.Hour(START.plus(Duration.ofHours(i)), i))
                .toList();
    }
}
