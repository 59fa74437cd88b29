package io.sluice.query.answer;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An answer with rows of all kinds, as many as are wanted. */
final class SampleAnswer implements Answer {
    static final long START = Instant.parse("2026-01-21T12:00:00Z").getEpochSecond() * 1_000_000;

    private final int rows;
    private final boolean grouped;
    private final AtomicInteger reads = new AtomicInteger();

    SampleAnswer(int rows, boolean grouped) {
        this.rows = rows;
        this.grouped = grouped;
    }

    int reads() {
        return reads.get();
    }

    @Override
    public Map<String, Object> head() {
        Map<String, Object> head = new LinkedHashMap<>();
        head.put("device_id", "Gerät 7%");
        head.put("tier", "raw");
        head.put("series_chosen", List.of("a", "b"));
        return head;
    }

    @Override
    public String rows() {
        return "points";
    }

    @Override
    public List<String> groups() {
        return grouped ? List.of("name", "site") : List.of();
    }

    @Override
    public List<Column> columns() {
        return List.of(
                Column.time("time"),
                Column.number("value"),
                Column.integer("ordinal"),
                Column.text("note"),
                Column.texts("quality"));
    }

    /** Of four rows one is full, one has an empty text, one nulls, one nothing. */
    @Override
    public Map<String, Object> writeTo(RowSink sink) {
        reads.incrementAndGet();
        for (int i = 0; i < rows; i++) {
            if (grouped && i % 4 == 0) {
                sink.group(i % 8 == 0 ? List.of("g" + i, "north, \"old\"") : keysWithout());
            }
            sink.time(START + i);
            switch (i % 4) {
                case 0 -> {
                    sink.number(i + 0.5);
                    sink.integer(i);
                    sink.text("a,b \"c\"\r\nd");
                    sink.texts(List.of("late", "imputed"));
                }
                case 1 -> {
                    sink.number(1e300);
                    sink.integer(Long.MIN_VALUE);
                    sink.text("");
                    sink.texts(List.of());
                }
                case 2 -> nothing(sink);
                default -> absent(sink);
            }
            sink.end();
        }
        return Map.of("rows_read", rows, "completeness", Map.of("found", 3, "share", 0.5));
    }

    private static List<@Nullable String> keysWithout() {
        return Arrays.asList("h", null);
    }

    private static void nothing(RowSink sink) {
        for (int i = 0; i < 4; i++) {
            sink.nothing();
        }
    }

    private static void absent(RowSink sink) {
        for (int i = 0; i < 4; i++) {
            sink.absent();
        }
    }

    @Override
    public Optional<String> version() {
        return Optional.of("7");
    }
}
