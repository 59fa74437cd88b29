package io.sluice.slicing;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The examples of the README: they are here line by line, and print what it says. */
class ReadmeExamplesTest {
    public static final class Temperatures {
        public static void main(String[] arguments) {
            SlicingOperator operator =
                    new SlicingOperator(SlicingSettings.inOrder(), Temperatures::print);
            operator.add(new Query("average", Window.tumbling(60), Aggregations.average()));
            operator.add(new Query("highest", Window.sliding(120, 60), Aggregations.maximum()));
            operator.process(5, 20.0);
            operator.process(50, 22.0);
            operator.process(70, 19.0);
            operator.process(130, 25.0);
            operator.advanceWatermark(Long.MAX_VALUE);
        }

        private static void print(WindowResult window) {
            String range = "[" + window.start() + ", " + window.end() + ")";
            System.out.println(window.query().id() + " " + range + " " + window.value());
        }
    }

    @Test
    void theFirstExamplePrintsEachWindowOnce() {
        assertThat(printed(() -> Temperatures.main(new String[0])))
                .isEqualTo(
                        """
                        average [0, 60) 21.0
                        average [60, 120) 19.0
                        highest [0, 120) 22.0
                        average [120, 180) 25.0
                        highest [60, 180) 25.0
                        highest [120, 240) 25.0
                        """);
    }

    private static void print(WindowResult window) {
        String range = "[" + window.start() + ", " + window.end() + ")";
        System.out.println(window.emission() + " " + range + " " + window.value());
    }

    private static void growingSession() {
        SlicingOperator operator =
                new SlicingOperator(SlicingSettings.outOfOrder(20), window -> print(window));
        operator.add(new Query("tuples", Window.session(10), Aggregations.count()));
        operator.process(0, 1);
        operator.process(5, 1);
        operator.advanceWatermark(14); // the session [0, 15) is complete
        operator.process(12, 1); // comes late, and makes it longer: it is not complete any more
        operator.advanceWatermark(21); // now it is, as [0, 22)
        operator.process(7, 1); // comes late, and is in it
        operator.advanceWatermark(40);
        Outcome outcome = operator.process(20, 1); // 20 behind the watermark is too late
        System.out.println(outcome);
    }

    @Test
    void aSessionThatGrowsIsWithdrawnAndGivenOutAnew() {
        assertThat(printed(ReadmeExamplesTest::growingSession))
                .isEqualTo(
                        """
                        FIRST [0, 15) 2.0
                        WITHDRAWAL [0, 15) NaN
                        FIRST [0, 22) 3.0
                        CORRECTION [0, 22) 4.0
                        LATE
                        """);
    }

    private static void changingQueries() {
        SlicingOperator operator =
                new SlicingOperator(SlicingSettings.inOrder(), window -> print(window));
        operator.add(new Query("tens", Window.tumbling(10), Aggregations.sum()));
        operator.process(3, 1);
        operator.process(14, 2);
        operator.add(new Query("fives", Window.tumbling(5), Aggregations.sum())); // from 15 on
        operator.remove("tens"); // [10, 20) is not given out
        operator.process(16, 4);
        operator.process(22, 8);
        operator.advanceWatermark(30);
    }

    @Test
    void aQuerySeesWhatComesAfterItWasAdded() {
        assertThat(printed(ReadmeExamplesTest::changingQueries))
                .isEqualTo(
                        """
                        FIRST [0, 10) 1.0
                        FIRST [15, 20) 4.0
                        FIRST [20, 25) 8.0
                        """);
    }

    static final class KeyedWindows {
        private final SlicingSettings settings = SlicingSettings.outOfOrder(60_000);
        private final List<Query> queries =
                List.of(new Query("minute", Window.tumbling(60_000), Aggregations.average()));
        private final Map<String, byte[]> store = new HashMap<>();

        Outcome process(String key, long time, double value, WindowSink sink) {
            byte[] state = store.get(key);
            SlicingOperator operator =
                    state == null
                            ? newOperator(sink)
                            : SlicingOperator.restore(state, settings, queries, sink);
            Outcome outcome = operator.process(time, value);
            operator.advanceWatermark(time - 5_000);
            store.put(key, operator.save());
            return outcome;
        }

        private SlicingOperator newOperator(WindowSink sink) {
            SlicingOperator operator = new SlicingOperator(settings, sink);
            queries.forEach(operator::add);
            return operator;
        }
    }

    @Test
    void aStreamGoesOnWhereItWasSaved() {
        KeyedWindows windows = new KeyedWindows();
        assertThat(
                        printed(() -> {
                            windows.process("kitchen", 10_000, 20, result -> print(result));
                            windows.process("cellar", 11_000, 8, result -> print(result));
                            windows.process("kitchen", 20_000, 22, result -> print(result));
                            windows.process("kitchen", 65_000, 25, result -> print(result));
                        }))
                .isEqualTo("FIRST [0, 60000) 21.0\n");
    }

    record CalendarMonths(ZoneId zone) implements ContextFreeWindow {
        @Override
        public long nextEdge(long position) {
            return start(month(position).plusMonths(1));
        }

        @Override
        public long maximumLength() {
            return Duration.ofDays(32).toMillis();
        }

        @Override
        public void triggerWindows(long after, long upTo, WindowCallback callback) {
            long start = start(month(after));
            for (long end = nextEdge(start); end <= upTo; end = nextEdge(start)) {
                callback.triggerWindow(start, end);
                start = end;
            }
        }

        private LocalDate month(long time) {
            return LocalDate.ofInstant(Instant.ofEpochMilli(time), zone).withDayOfMonth(1);
        }

        private long start(LocalDate month) {
            return month.atStartOfDay(zone).toInstant().toEpochMilli();
        }
    }

    @Test
    void windowsOfAUserCanBeCalendarMonths() {
        ZoneId zone = ZoneId.of("Europe/Berlin");
        List<String> months = new ArrayList<>();
        SlicingOperator operator =
                new SlicingOperator(
                        SlicingSettings.outOfOrder(0),
                        window -> months.add(day(window.start(), zone) + " " + window.value()));
        operator.add(new Query("sum", new CalendarMonths(zone), Aggregations.sum()));
        operator.process(time("2024-03-31T20:00:00Z"), 1);
        operator.process(time("2024-03-31T22:00:00Z"), 2);
        operator.process(time("2024-02-29T12:00:00Z"), 4);
        operator.process(time("2024-06-01T12:00:00Z"), 8);
        operator.advanceWatermark(Long.MAX_VALUE);
        assertThat(months)
                .containsExactly(
                        "2024-02-01T00:00 4.0",
                        "2024-03-01T00:00 1.0",
                        "2024-04-01T00:00 2.0",
                        "2024-06-01T00:00 8.0");
    }

    private static long time(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }

    private static String day(long time, ZoneId zone) {
        return Instant.ofEpochMilli(time).atZone(zone).toLocalDateTime().toString();
    }

    record StatusWindows() implements ContextAwareWindow {
        @Override
        public boolean forwardContextAware() {
            return false;
        }

        @Override
        public Context newContext() {
            return new Statuses();
        }
    }

    static final class Statuses implements ContextAwareWindow.Context {
        private final NavigableMap<Long, Double> statuses = new TreeMap<>();

        @Override
        public void notifyContext(long time, double value, EdgeCallback edges) {
            if (statuses.containsKey(time)) {
                return; // of several tuples of one time the first counts
            }
            Long next = statuses.higherKey(time);
            boolean nextWasChange = next != null && isChange(next);
            statuses.put(time, value);
            if (isChange(time)) {
                edges.addEdge(time);
            }
            if (next != null && isChange(next) && !nextWasChange) {
                edges.addEdge(next);
            } else if (next != null && !isChange(next) && nextWasChange) {
                edges.removeEdge(next);
            }
        }

        private boolean isChange(long time) {
            Map.Entry<Long, Double> before = statuses.lowerEntry(time);
            return before == null || !before.getValue().equals(statuses.get(time));
        }

        @Override
        public void triggerWindows(long after, long upTo, WindowCallback callback) {
            long start = Long.MIN_VALUE;
            for (long time : statuses.headMap(upTo, true).keySet()) {
                if (isChange(time)) {
                    if (time > after && start != Long.MIN_VALUE) {
                        callback.triggerWindow(start, time);
                    }
                    start = time;
                }
            }
        }

        @Override
        public long earliestStart(long time) {
            Long start = statuses.floorKey(time);
            while (start != null && !isChange(start)) {
                statuses.remove(start);
                start = statuses.lowerKey(start);
            }
            if (start == null) {
                return time + 1;
            }
            statuses.headMap(start).clear();
            return start;
        }

        @Override
        public void write(DataOutput output) throws IOException {
            output.writeInt(statuses.size());
            for (Map.Entry<Long, Double> status : statuses.entrySet()) {
                output.writeLong(status.getKey());
                output.writeDouble(status.getValue());
            }
        }

        @Override
        public void read(DataInput input) throws IOException {
            for (int left = input.readInt(); left > 0; left--) {
                long time = input.readLong();
                statuses.put(time, input.readDouble());
            }
        }
    }

    @Test
    void windowsOfAUserCanLastAsLongAsAStatus() {
        List<String> given = new ArrayList<>();
        SlicingOperator operator = collecting(SlicingSettings.outOfOrder(20), given);
        operator.add(new Query("status", new StatusWindows(), Aggregations.count()));
        for (long time : new long[] {0, 5, 12}) {
            operator.process(time, 1);
        }
        operator.process(9, 2);
        operator.advanceWatermark(15);
        assertThat(given).containsExactly("FIRST [0, 9) 2.0", "FIRST [9, 12) 1.0");
        given.clear();
        operator.process(7, 2);
        assertThat(given)
                .containsExactly(
                        "FIRST [0, 7) 2.0",
                        "WITHDRAWAL [0, 9) NaN",
                        "WITHDRAWAL [9, 12) NaN",
                        "FIRST [7, 12) 2.0");
    }

    /** Statuses at random times, against windows that are found by going through all of them. */
    @Test
    void statusWindowsAreRightForTuplesInAnyOrder() {
        for (int seed = 0; seed < 200; seed++) {
            assertRightInAnyOrder(new SplittableRandom(seed));
        }
    }

    private static void assertRightInAnyOrder(SplittableRandom random) {
        StandingResults results = new StandingResults();
        List<Query> queries =
                List.of(new Query("it", new StatusWindows(), new SequenceAggregation()));
        SlicingSettings settings = SlicingSettings.outOfOrder(15);
        SlicingOperator operator = new SlicingOperator(settings, results);
        queries.forEach(operator::add);
        NavigableMap<Long, List<TimedValue>> tuples = new TreeMap<>();
        long watermark = -1;
        for (int step = 0; step < 80; step++) {
            long time = Math.max(0, step + random.nextInt(20) - 10);
            double value = random.nextInt(3);
            if (operator.process(time, value) == Outcome.ACCEPTED) {
                tuples.computeIfAbsent(time, _ -> new ArrayList<>())
                        .add(new TimedValue(time, value));
            }
            if (random.nextInt(4) == 0) {
                watermark = Math.max(watermark, step - random.nextInt(8));
                operator.advanceWatermark(watermark);
            }
            operator = SlicingOperator.restore(operator.save(), settings, queries, results);
            Map<WindowKey, Object> expected = expectedStatuses(tuples, watermark);
            Map<WindowKey, Object> standing = new HashMap<>();
            results.standing()
                    .forEach((window, result) ->
                            standing.put(window, requireNonNull(result.object())));
            assertThat(standing).isEqualTo(expected);
        }
    }

    private static Map<WindowKey, Object> expectedStatuses(
            NavigableMap<Long, List<TimedValue>> tuples, long watermark) {
        Map<WindowKey, Object> windows = new HashMap<>();
        List<TimedValue> window = new ArrayList<>();
        for (List<TimedValue> ofOneTime : tuples.values()) {
            TimedValue first = ofOneTime.getFirst();
            if (!window.isEmpty() && window.getFirst().value() != first.value()) {
                if (first.time() - 1 <= watermark) {
                    windows.put(
                            new WindowKey("it", window.getFirst().time(), first.time()),
                            List.copyOf(window));
                }
                window.clear();
            }
            window.addAll(ofOneTime);
        }
        return windows;
    }

    record ShareAbove(double threshold) implements FixedAggregation {
        @Override
        public AggregationTraits traits() {
            return new AggregationTraits(true, true, true, AggregationTraits.PartialSize.ALGEBRAIC);
        }

        @Override
        public int words() {
            return 2; // how many tuples there are, and how many of them are above
        }

        @Override
        public void clear(long[] partial, int at) {
            partial[at] = 0;
            partial[at + 1] = 0;
        }

        @Override
        public void add(long[] partial, int at, long time, double value) {
            partial[at]++;
            partial[at + 1] += value > threshold ? 1 : 0;
        }

        @Override
        public void combine(long[] left, int leftAt, long[] right, int rightAt) {
            left[leftAt] += right[rightAt];
            left[leftAt + 1] += right[rightAt + 1];
        }

        @Override
        public boolean invert(long[] partial, int at, long time, double value) {
            partial[at]--;
            partial[at + 1] -= value > threshold ? 1 : 0;
            return true;
        }

        @Override
        public double lower(long[] partial, int at) {
            return (double) partial[at + 1] / partial[at];
        }
    }

    record DistinctValues() implements ObjectAggregation<TreeSet<Double>, Integer> {
        @Override
        public AggregationTraits traits() {
            return new AggregationTraits(true, true, false, AggregationTraits.PartialSize.HOLISTIC);
        }

        @Override
        public TreeSet<Double> lift(long time, double value) {
            return new TreeSet<>(List.of(value));
        }

        @Override
        public TreeSet<Double> combine(TreeSet<Double> left, TreeSet<Double> right) {
            TreeSet<Double> both = new TreeSet<>(left);
            both.addAll(right);
            return both;
        }

        @Override
        public Integer lower(TreeSet<Double> partial) {
            return partial.size();
        }

        @Override
        public void write(TreeSet<Double> partial, DataOutput output) throws IOException {
            output.writeInt(partial.size());
            for (double value : partial) {
                output.writeDouble(value);
            }
        }

        @Override
        public TreeSet<Double> read(DataInput input) throws IOException {
            TreeSet<Double> partial = new TreeSet<>();
            for (int left = input.readInt(); left > 0; left--) {
                partial.add(input.readDouble());
            }
            return partial;
        }
    }

    @Test
    void functionsOfAUserAreUsedAsThoseOfTheLibrary() {
        List<String> given = new ArrayList<>();
        SlicingSettings settings = SlicingSettings.outOfOrder(0);
        List<Query> queries =
                List.of(
                        new Query("share", Window.tumbling(Measure.COUNT, 4), new ShareAbove(2)),
                        new Query("distinct", Window.tumbling(10), new DistinctValues()));
        SlicingOperator operator = collecting(settings, given);
        queries.forEach(operator::add);
        double[] values = {1, 3, 3, 9, 5, 5, 9, 2, 4};
        long[] times = {1, 2, 3, 4, 11, 12, 13, 14, 0};
        for (int tuple = 0; tuple < values.length; tuple++) {
            operator.process(times[tuple], values[tuple]);
        }
        operator = SlicingOperator.restore(operator.save(), settings, queries, sink(given));
        operator.advanceWatermark(20);
        assertThat(given)
                .containsExactlyInAnyOrder(
                        "FIRST [0, 4) 0.75",
                        "FIRST [4, 8) 1.0",
                        "FIRST [0, 10) 4.0",
                        "FIRST [10, 20) 3.0");
        assertThat(operator.statistics().inverted()).isEqualTo(2);
    }

    /**
     * Paragraphs between blank lines are searched for, as examples are in different places here.
     */
    @Test
    void allExamplesOfTheReadmeAreHere() throws IOException {
        String source =
                stripped(Path.of("src/test/java/io/sluice/slicing/ReadmeExamplesTest.java"));
        List<String> paragraphs = paragraphs(Files.readString(Path.of("README.md")));
        assertThat(paragraphs).hasSizeGreaterThan(30);
        for (String paragraph : paragraphs) {
            assertThat(source).contains(paragraph);
        }
    }

    @Test
    void allProblemsAreInTheReadme() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        for (SlicingProblem problem : SlicingProblem.values()) {
            assertThat(readme).contains("| `" + problem + "` | `" + problem.code() + "` |");
        }
    }

    private static List<String> paragraphs(String readme) {
        List<String> paragraphs = new ArrayList<>();
        List<String> paragraph = new ArrayList<>();
        boolean inside = false;
        for (String line : readme.lines().toList()) {
            boolean fence = line.startsWith("```");
            inside = fence ? line.equals("```java") || line.equals("```text") : inside;
            boolean example = inside && !fence && !line.startsWith("import ");
            if (example && !line.isBlank()) {
                paragraph.add(line.strip());
            } else if (!paragraph.isEmpty()) {
                paragraphs.add(String.join("\n", paragraph));
                paragraph.clear();
            }
        }
        return Collections.unmodifiableList(paragraphs);
    }

    private static String stripped(Path file) throws IOException {
        return Files.readString(file)
                .lines()
                .map(line -> line.strip().replace("static final class", "final class"))
                .collect(Collectors.joining("\n"));
    }

    private static SlicingOperator collecting(SlicingSettings settings, List<String> given) {
        return new SlicingOperator(settings, sink(given));
    }

    private static WindowSink sink(List<String> given) {
        return window ->
                given.add(
                        "%s [%d, %d) %s"
                                .formatted(
                                        window.emission(),
                                        window.start(),
                                        window.end(),
                                        window.value()));
    }

    private static String printed(Runnable example) {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            example.run();
        } finally {
            System.setOut(before);
        }
        return printed.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
