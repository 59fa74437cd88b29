package io.sluice.local.launcher;

import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** How the parts are, for people and for scripts. */
final class StatusTable {
    private static final double MIB = 1024.0 * 1024;

    private StatusTable() {}

    static String forPeople(List<PartStatus> parts) {
        StringBuilder text = new StringBuilder();
        text.append(
                String.format(
                        Locale.ROOT,
                        "%-20s %-9s %7s %9s %8s  %s%n",
                        "part",
                        "state",
                        "port",
                        "process",
                        "memory",
                        "log"));
        for (PartStatus part : parts) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "%-20s %-9s %7s %9s %8s  %s%n",
                            part.name(),
                            part.state().name().toLowerCase(Locale.ROOT),
                            part.port().isPresent() ? Integer.toString(part.port().getAsInt()) : "",
                            part.pid().isPresent() ? Long.toString(part.pid().getAsLong()) : "",
                            mebibytes(part.memory()),
                            part.log()));
        }
        long memory = parts.stream().mapToLong(part -> part.memory().orElse(0)).sum();
        text.append(
                String.format(
                        Locale.ROOT,
                        "%-20s %-9s %7s %9s %8s%n",
                        "together",
                        "",
                        "",
                        "",
                        mebibytes(OptionalLong.of(memory))));
        return text.toString();
    }

    static String forScripts(List<PartStatus> parts) {
        return parts.stream()
                .map(StatusTable::json)
                .collect(Collectors.joining(",\n  ", "{\"parts\": [\n  ", "\n]}\n"));
    }

    private static String json(PartStatus part) {
        return String.format(
                Locale.ROOT,
                "{\"name\": \"%s\", \"state\": \"%s\", \"port\": %s, \"pid\": %s, \"memory_bytes\":"
                        + " %s, \"log\": \"%s\"}",
                part.name(),
                part.state().name().toLowerCase(Locale.ROOT),
                part.port().isPresent() ? Integer.toString(part.port().getAsInt()) : "null",
                part.pid().isPresent() ? Long.toString(part.pid().getAsLong()) : "null",
                part.memory().isPresent() ? Long.toString(part.memory().getAsLong()) : "null",
                part.log().toString().replace("\\", "\\\\").replace("\"", "\\\""));
    }

    private static String mebibytes(OptionalLong bytes) {
        return bytes.isPresent()
                ? String.format(Locale.ROOT, "%.0f MB", bytes.getAsLong() / MIB)
                : "";
    }
}
