package io.sluice.query.live;

import io.sluice.query.series.Series;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.ObjectMapper;

/** Events for one client, as {@code text/event-stream}. */
final class LiveStream {
    private static final byte[] HEARTBEAT = ": heartbeat\n\n".getBytes(StandardCharsets.UTF_8);

    private final OutputStream out;
    private final ObjectMapper mapper;

    LiveStream(OutputStream out, ObjectMapper mapper) {
        this.out = out;
        this.mapper = mapper;
    }

    void session(UUID id, LiveSettings settings) throws IOException {
        write("session", settingsOf(id, settings));
        out.flush();
    }

    /** The settings of a session as clients see them. */
    static Map<String, Object> settingsOf(UUID id, LiveSettings settings) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("session", id);
        members.put("width", settings.width());
        members.put("window", settings.window().toString());
        members.put("column", Duration.of(settings.columnMicros(), ChronoUnit.MICROS).toString());
        members.put("series", settings.series().stream().map(LiveStream::name).toList());
        return members;
    }

    void columns(List<LiveEvent> events) throws IOException {
        for (LiveEvent event : events) {
            write(event.kind().name().toLowerCase(Locale.ROOT), members(event));
        }
        out.flush();
    }

    /** A comment, by which it is noticed when nobody listens. */
    void heartbeat() throws IOException {
        out.write(HEARTBEAT);
        out.flush();
    }

    private void write(String event, Map<String, Object> data) throws IOException {
        String text = "event: " + event + "\ndata: " + mapper.writeValueAsString(data) + "\n\n";
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, Object> members(LiveEvent event) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("series", name(event.series()));
        members.put("start", instant(event.start()));
        members.put("end", instant(event.end()));
        members.put("count", event.values().count());
        members.put("first", point(event.values().firstTime(), event.values().firstValue()));
        members.put("last", point(event.values().lastTime(), event.values().lastValue()));
        members.put("min", point(event.values().minTime(), event.values().minValue()));
        members.put("max", point(event.values().maxTime(), event.values().maxValue()));
        return members;
    }

    private static Map<String, Object> point(long time, double value) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("time", instant(time));
        members.put("value", value);
        return members;
    }

    private static String name(Series series) {
        return series.deviceId() + "/" + series.metric();
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
