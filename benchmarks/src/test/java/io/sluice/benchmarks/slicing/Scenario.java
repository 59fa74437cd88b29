package io.sluice.benchmarks.slicing;

import io.sluice.slicing.StreamOrder;
import io.sluice.slicing.Window;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A stream, and the windows that fire at each of its watermarks. The scenarios are those of the
 * engine.
 */
record Scenario(int id, List<String> windows, StreamOrder order, List<Step> steps) {
    private static final String FILE = "slicing/slicing_scenarios.jsonl";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** A tuple, or a watermark with what fires at it. */
    sealed interface Step {}

    record Tuple(long time, double value) implements Step {}

    record Watermark(long time, Set<Fired> fired) implements Step {}

    /** The result of a window, which is of a query of that name. */
    record Fired(String window, long start, long end, double result) implements Comparable<Fired> {
        @Override
        public int compareTo(Fired other) {
            return toString().compareTo(other.toString());
        }
    }

    /**
     * Those of the engine, and those of the folder {@code reference.dir}.
     *
     * @param result sum or count
     */
    static List<Scenario> all(String result) {
        List<Scenario> scenarios =
                new ArrayList<>(
                        in(Path.of("../engines/window-slicing/src/test/resources", FILE), result));
        String more = System.getProperty("reference.dir", "");
        if (!more.isBlank() && Files.exists(Path.of(more, FILE))) {
            scenarios.addAll(in(Path.of(more, FILE), result));
        }
        return scenarios;
    }

    private static List<Scenario> in(Path file, String result) {
        try {
            return Files.readAllLines(file).stream()
                    .map(line -> scenario(JSON.readTree(line), result))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Scenario scenario(JsonNode line, String result) {
        return new Scenario(
                line.get("id").asInt(),
                line.get("windows").valueStream().map(JsonNode::asString).toList(),
                line.get("outOfOrder").asBoolean()
                        ? StreamOrder.OUT_OF_ORDER
                        : StreamOrder.IN_ORDER,
                line.get("steps").valueStream().map(step -> step(step, result)).toList());
    }

    private static Step step(JsonNode step, String result) {
        if (step.has("ts")) {
            return new Tuple(step.get("ts").asLong(), step.get("v").asDouble());
        }
        Set<Fired> fired = new TreeSet<>();
        step.path("fire").valueStream().forEach(window -> fired.add(fired(window, result)));
        return new Watermark(step.get("wm").asLong(), fired);
    }

    private static Fired fired(JsonNode window, String result) {
        return new Fired(
                window.get("w").asString(),
                window.get("start").asLong(),
                window.get("end").asLong(),
                window.get(result).asDouble());
    }

    /** The window of a name such as T10, S20/5 or G7. */
    static Window window(String name) {
        String lengths = name.substring(1);
        return switch (name.charAt(0)) {
            case 'T' -> Window.tumbling(Long.parseLong(lengths));
            case 'G' -> Window.session(Long.parseLong(lengths));
            case 'S' -> {
                int slash = lengths.indexOf('/');
                yield Window.sliding(
                        Long.parseLong(lengths.substring(0, slash)),
                        Long.parseLong(lengths.substring(slash + 1)));
            }
            default -> throw new IllegalArgumentException("no window: " + name);
        };
    }

    @Override
    public String toString() {
        return id + " " + windows + " " + order;
    }
}
