package io.sluice.local.demo;

import java.util.List;

/** A line of text that shows how numbers go up and down. */
final class Sparkline {
    private static final String BARS = "▁▂▃▄▅▆▇█";

    private Sparkline() {}

    /** One bar for each number, from the lowest to the highest of them. */
    static String of(List<Double> numbers) {
        double min = numbers.stream().mapToDouble(Double::doubleValue).min().orElse(0);
        double max = numbers.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        StringBuilder line = new StringBuilder();
        for (double number : numbers) {
            double share = max == min ? 0 : (number - min) / (max - min);
            line.append(BARS.charAt((int) Math.round(share * (BARS.length() - 1))));
        }
        return line.toString();
    }
}
