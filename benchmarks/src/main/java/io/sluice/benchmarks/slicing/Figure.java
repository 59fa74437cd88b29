package io.sluice.benchmarks.slicing;

import io.sluice.slicing.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A comparison: curves over one variable, each of one technique.
 *
 * @param name of its files
 * @param title with the number of the figure in the thesis
 * @param variable what differs from one row to the next, for people
 * @param parameter the same as the measurements call it
 * @param settings of the measurements that are the same for all
 */
record Figure(
        String name,
        String title,
        String variable,
        String parameter,
        List<String> values,
        List<Curve> curves,
        Map<String, String> settings,
        Unit unit) {
    private static final List<Technique> ALL =
            List.of(
                    Technique.SLICING,
                    Technique.LAZY_SLICING,
                    Technique.EAGER_SLICING,
                    Technique.FLINK,
                    Technique.BUCKETS,
                    Technique.TUPLE_BUFFER,
                    Technique.AGGREGATE_TREE);
    private static final List<Technique> MAIN =
            List.of(
                    Technique.SLICING,
                    Technique.FLINK,
                    Technique.BUCKETS,
                    Technique.TUPLE_BUFFER,
                    Technique.AGGREGATE_TREE);
    private static final List<String> WINDOWS = List.of("1", "10", "100", "1000");
    private static final List<String> ENTRIES = List.of("10", "100", "1000", "10000", "100000");

    /** A line of the figure. */
    record Curve(String title, Technique technique, String colour, Map<String, String> settings) {
        static Curve of(Technique technique) {
            return new Curve(technique.title(), technique, technique.colour(), Map.of());
        }
    }

    /** Whether the variable is a number; if not, its values have no distance. */
    boolean isNumeric() {
        return !parameter.equals("function");
    }

    /** A value of the variable for people. */
    String label(String value) {
        return isNumeric()
                ? String.format(Locale.ROOT, "%,d", Long.parseLong(value))
                : Function.valueOf(value).title();
    }

    /** All there are. */
    static List<Figure> all() {
        List<Figure> figures = new ArrayList<>();
        figures.add(inOrder(WINDOWS, ALL));
        figures.add(disorderAndSession(WINDOWS, ALL));
        figures.add(share());
        figures.add(delay());
        figures.add(functions());
        figures.addAll(latency());
        figures.addAll(memory());
        return List.copyOf(figures);
    }

    /** What is worth to be looked at after each change. */
    static List<Figure> quick() {
        List<String> windows = List.of("1", "100");
        List<Technique> techniques = List.of(Technique.SLICING, Technique.FLINK, Technique.BUCKETS);
        return List.of(inOrder(windows, techniques), disorderAndSession(windows, techniques));
    }

    private static Figure inOrder(List<String> windows, List<Technique> techniques) {
        return new Figure(
                "in-order",
                "Tumbling windows of 1 to 20 s, in order (4.11)",
                "windows",
                "windows",
                windows,
                curves(techniques),
                Map.of("order", "IN_ORDER"),
                Unit.TUPLES_PER_SECOND);
    }

    private static Figure disorderAndSession(List<String> windows, List<Technique> techniques) {
        return new Figure(
                "disorder-and-session",
                "The same and a session, 20% delayed by up to 2 s (4.12)",
                "windows",
                "windows",
                windows,
                curves(techniques),
                Map.of("session", "true", "percentDelayed", "20"),
                Unit.TUPLES_PER_SECOND);
    }

    private static Figure share() {
        return new Figure(
                "share-of-disorder",
                "20 windows and a session, by the share of tuples that are delayed (4.15a)",
                "% delayed",
                "percentDelayed",
                List.of("0", "20", "50", "100"),
                curves(MAIN),
                Map.of("session", "true", "windows", "20"),
                Unit.TUPLES_PER_SECOND);
    }

    private static Figure delay() {
        return new Figure(
                "delay-of-disorder",
                "20 windows and a session, 20% delayed, by the longest delay (4.15b)",
                "ms",
                "longestDelay",
                List.of("2000", "5000", "10000", "20000"),
                curves(MAIN),
                Map.of("session", "true", "windows", "20", "percentDelayed", "20"),
                Unit.TUPLES_PER_SECOND);
    }

    private static Figure functions() {
        return new Figure(
                "functions",
                "20 windows, 20% delayed by up to 2 s, by the aggregation (4.16)",
                "aggregation",
                "function",
                Stream.of(Function.values()).map(Function::name).toList(),
                List.of(
                        measure("time", "#0072b2", Measure.TIME),
                        measure("counts", "#d55e00", Measure.COUNT)),
                Map.of("windows", "20", "percentDelayed", "20"),
                Unit.TUPLES_PER_SECOND);
    }

    private static List<Figure> latency() {
        return Stream.of(Function.SUM, Function.MEDIAN)
                .map(function ->
                        new Figure(
                                "latency-of-" + function.title(),
                                "Until the " + function.title() + " is there (4.14)",
                                "entries",
                                "entries",
                                ENTRIES,
                                curves(
                                        function == Function.SUM
                                                ? ALL.subList(1, ALL.size())
                                                : withoutTrees()),
                                Map.of("function", function.name()),
                                Unit.NANOSECONDS))
                .toList();
    }

    /** For aggregates that would be held many times in a tree. */
    private static List<Technique> withoutTrees() {
        return MAIN.stream().filter(technique -> technique != Technique.AGGREGATE_TREE).toList();
    }

    private static List<Figure> memory() {
        List<Figure> figures = new ArrayList<>();
        for (Measure measure : Measure.values()) {
            String of = measure == Measure.TIME ? "time" : "counts";
            figures.add(
                    memory(
                            "memory-by-slices-on-" + of,
                            "Held of 50,000 tuples in windows on " + of + " (4.13)",
                            "slices",
                            List.of("10", "100", "500", "1000", "10000"),
                            "tuples",
                            "50000",
                            measure));
            figures.add(
                    memory(
                            "memory-by-tuples-on-" + of,
                            "Held for 500 windows on " + of + " (4.13)",
                            "tuples",
                            List.of("500", "5000", "50000", "500000"),
                            "slices",
                            "500",
                            measure));
        }
        return figures;
    }

    private static Figure memory(
            String name,
            String title,
            String variable,
            List<String> values,
            String fixed,
            String fixedValue,
            Measure measure) {
        return new Figure(
                name,
                title,
                variable,
                variable,
                values,
                curves(
                        List.of(
                                Technique.LAZY_SLICING,
                                Technique.EAGER_SLICING,
                                measure == Measure.TIME
                                        ? Technique.BUCKETS
                                        : Technique.TUPLE_BUCKETS,
                                Technique.TUPLE_BUFFER,
                                Technique.AGGREGATE_TREE)),
                Map.of(fixed, fixedValue, "measure", measure.name()),
                Unit.BYTES);
    }

    private static List<Curve> curves(List<Technique> techniques) {
        return techniques.stream().map(Curve::of).toList();
    }

    private static Curve measure(String title, String colour, Measure measure) {
        return new Curve(title, Technique.SLICING, colour, Map.of("measure", measure.name()));
    }
}
