package io.sluice.slicing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A stream, and which windows with which results each watermark must give: a line of a file {@code
 * *.jsonl}.
 *
 * @param name of the file with the number of the scenario
 * @param windows as they are written, such as {@code S20/5}
 */
record SlicingScenario(String name, boolean outOfOrder, Set<String> windows, List<JsonNode> steps) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** All of this module, and those of the folder {@code reference.dir}. */
    static List<SlicingScenario> all() {
        List<SlicingScenario> scenarios =
                folders().stream().flatMap(folder -> in(folder.resolve("slicing"))).toList();
        if (scenarios.isEmpty()) {
            throw new IllegalStateException("there are no scenarios");
        }
        return scenarios;
    }

    private static List<Path> folders() {
        URL here = Objects.requireNonNull(SlicingScenario.class.getResource("/slicing"));
        try {
            Path own = Objects.requireNonNull(Path.of(here.toURI()).getParent());
            String more = System.getProperty("reference.dir", "");
            return more.isBlank() ? List.of(own) : List.of(own, existing(Path.of(more)));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path existing(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new IllegalStateException("reference.dir is no folder: " + folder);
        }
        return folder;
    }

    private static Stream<SlicingScenario> in(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Stream.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files
                    .filter(file -> file.toString().endsWith(".jsonl"))
                    .sorted()
                    .flatMap(SlicingScenario::of)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<SlicingScenario> of(Path file) {
        List<SlicingScenario> scenarios = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(file)) {
                if (!line.isBlank()) {
                    JsonNode node = JSON.readTree(line);
                    String id = node.path("id").asString(String.valueOf(scenarios.size()));
                    scenarios.add(of(file.getFileName() + " " + id, node));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return scenarios.stream();
    }

    private static SlicingScenario of(String name, JsonNode node) {
        List<JsonNode> steps = new ArrayList<>();
        Set<String> windows = new LinkedHashSet<>();
        node.path("windows").forEach(window -> windows.add(window.asString()));
        for (JsonNode step : node.path("steps")) {
            steps.add(step);
            step.path("fire").forEach(fired -> windows.add(fired.path("w").asString()));
        }
        return new SlicingScenario(name, node.path("outOfOrder").asBoolean(true), windows, steps);
    }

    /** What is written {@code T10}, {@code S20/5} or {@code G7}. */
    static Window window(String written) {
        String[] numbers = written.substring(1).split("/", -1);
        long length = Long.parseLong(numbers[0]);
        return switch (written.charAt(0)) {
            case 'T' -> Window.tumbling(length);
            case 'S' -> Window.sliding(length, Long.parseLong(numbers[1]));
            case 'G' -> Window.session(length);
            default -> throw new IllegalArgumentException("not known: " + written);
        };
    }

    @Override
    public String toString() {
        return name;
    }
}
