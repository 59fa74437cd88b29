package io.sluice.benchmarks.slicing;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** What slicing is to reach, by figure and number of windows. */
final class Goals {
    private static final String WITH_TIMES = "100";
    private static final double TIMES = 10;
    private static final Map<String, Double> IN_ORDER =
            Map.of("1", 30e6, "100", 25e6, "1000", 10e6);
    private static final double WITH_DISORDER = 10e6;

    private Goals() {}

    /** What a row of a figure is to reach; empty if there is no goal. */
    static String verdict(Figure figure, Results results, String value) {
        OptionalDouble slicing = results.of(figure, Technique.SLICING, value);
        double goal =
                switch (figure.name()) {
                    case "in-order" -> IN_ORDER.getOrDefault(value, 0.0);
                    case "disorder-and-session" -> WITH_DISORDER;
                    default -> 0;
                };
        if (slicing.isEmpty() || goal == 0) {
            return "";
        }
        String rate = verdict(Unit.TUPLES_PER_SECOND.show(goal), slicing.getAsDouble() >= goal);
        if (!figure.name().equals("in-order") || !value.equals(WITH_TIMES)) {
            return rate;
        }
        boolean isTimes =
                List.of(Technique.FLINK, Technique.BUCKETS).stream()
                        .map(other -> results.of(figure, other, value))
                        .allMatch(other ->
                                other.isPresent()
                                        && slicing.getAsDouble() >= TIMES * other.getAsDouble());
        return rate + ", " + verdict("10 x", isTimes);
    }

    private static String verdict(String goal, boolean isReached) {
        return goal + (isReached ? " reached" : " missed");
    }
}
