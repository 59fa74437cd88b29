package io.sluice.coordinator.result;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectMapper;

/**
 * Results for one client as {@code text/event-stream}. The client's own thread reads the topic and
 * writes to the client in turn: while the client does not take, nothing is read.
 */
final class LiveResultStream {
    private static final Duration POLL = Duration.ofSeconds(1);

    private final ResultFilter filter;
    private final Duration heartbeat;
    private final ObjectMapper mapper;
    private LiveResults.@Nullable Reader reader;
    private volatile boolean ended;

    LiveResultStream(ResultFilter filter, Duration heartbeat, ObjectMapper mapper) {
        this.filter = filter;
        this.heartbeat = heartbeat;
        this.mapper = mapper;
    }

    /** Lets {@link #run} return soon. */
    synchronized void end() {
        ended = true;
        if (reader != null) {
            reader.wake();
        }
    }

    private synchronized void attach(LiveResults.@Nullable Reader current) {
        reader = current;
    }

    /**
     * Lasts until it is ended.
     *
     * @throws IOException when the client has gone
     */
    void run(LiveResults.Reader current, OutputStream out) throws IOException {
        attach(current);
        try {
            feed(current, out);
        } finally {
            attach(null);
        }
    }

    private void feed(LiveResults.Reader current, OutputStream out) throws IOException {
        if (current.hasMissed()) {
            write(out, "event: missed\ndata: {}\n\n");
        }
        TopicPlace place = current.start();
        long said = comment(out, "results", place);
        Duration longest = heartbeat.compareTo(POLL) < 0 ? heartbeat : POLL;
        while (!ended) {
            List<LiveResults.Arrival> arrivals = current.poll(longest);
            boolean wroteAny = false;
            for (LiveResults.Arrival arrival : arrivals) {
                place = arrival.after();
                Optional<FinishedTask> task = arrival.task().filter(filter::accepts);
                if (task.isPresent()) {
                    event(out, task.get(), place);
                    wroteAny = true;
                }
            }
            if (wroteAny) {
                out.flush();
                said = System.nanoTime();
            } else if (System.nanoTime() - said >= heartbeat.toNanos()) {
                said = comment(out, "heartbeat", place);
            }
        }
    }

    private void event(OutputStream out, FinishedTask task, TopicPlace place) throws IOException {
        write(
                out,
                "id: "
                        + place.id()
                        + "\nevent: "
                        + task.state().word()
                        + "\ndata: "
                        + mapper.writeValueAsString(task)
                        + "\n\n");
    }

    /** With the place, so that a client whose results are rare does not begin far back. */
    private static long comment(OutputStream out, String text, TopicPlace place)
            throws IOException {
        write(out, ": " + text + "\nid: " + place.id() + "\n\n");
        out.flush();
        return System.nanoTime();
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
