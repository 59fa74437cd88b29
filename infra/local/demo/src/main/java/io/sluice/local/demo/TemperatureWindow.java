package io.sluice.local.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * 24 hourly temperatures of a station without a gap, in °C.
 *
 * @param end the hour of the last one
 * @param raisedBy what was added to the last one, to have a wrong one
 */
record TemperatureWindow(String device, Instant end, List<Double> values, double raisedBy) {
    static final int HOURS = 24;

    TemperatureWindow {
        values = List.copyOf(values);
        if (values.size() != HOURS) {
            throw new IllegalArgumentException(values.size() + " values are not " + HOURS);
        }
    }

    /** A temperature as it was stored. */
    record Hour(Instant time, double value) {}

    /** The last window of a series, and every window that ends so many hours earlier again. */
    static List<TemperatureWindow> of(String device, List<Hour> series, int step, int most) {
        List<TemperatureWindow> windows = new ArrayList<>();
        for (int to = series.size(); to >= HOURS && windows.size() < most; to -= step) {
            List<Hour> hours = series.subList(to - HOURS, to);
            if (isWithoutGap(hours)) {
                windows.add(
                        new TemperatureWindow(
                                device,
                                hours.getLast().time(),
                                hours.stream().map(Hour::value).toList(),
                                0));
            }
        }
        return windows;
    }

    double last() {
        return values.getLast();
    }

    boolean isRaised() {
        return raisedBy > 0;
    }

    /** The same with a last value that is wrong by so much. */
    TemperatureWindow raised(double by) {
        List<Double> changed = new ArrayList<>(values);
        changed.set(HOURS - 1, last() + by);
        return new TemperatureWindow(device, end, changed, by);
    }

    private static boolean isWithoutGap(List<Hour> hours) {
        return Duration.between(hours.getFirst().time(), hours.getLast().time())
                .equals(Duration.ofHours(HOURS - 1L));
    }
}
