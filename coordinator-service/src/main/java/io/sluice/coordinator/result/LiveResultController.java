package io.sluice.coordinator.result;

import io.sluice.coordinator.problem.CoordinatorException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.ObjectMapper;

/** Results as they come. */
@RestController
class LiveResultController {
    private static final Logger log = LoggerFactory.getLogger(LiveResultController.class);

    private final LiveResults results;
    private final LiveResultStreams streams;
    private final LiveResultsProperties properties;
    private final ObjectMapper mapper;

    LiveResultController(
            LiveResults results,
            LiveResultStreams streams,
            LiveResultsProperties properties,
            ObjectMapper mapper) {
        this.results = results;
        this.streams = streams;
        this.properties = properties;
        this.mapper = mapper;
    }

    /** Lasts as long as the client listens; a virtual thread of its own waits with it. */
    @GetMapping(path = "/api/v1/results/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    void live(
            @RequestParam(defaultValue = "") String model,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "") String device,
            @RequestHeader(name = "Last-Event-ID", defaultValue = "") String lastEventId,
            HttpServletResponse response) {
        ResultFilter filter = ResultFilter.of(model, state, device);
        Optional<TopicPlace> from =
                lastEventId.isBlank()
                        ? Optional.empty()
                        : Optional.of(TopicPlace.parse(lastEventId));
        LiveResultStream stream = new LiveResultStream(filter, properties.heartbeat(), mapper);
        streams.begin(stream);
        try (LiveResults.Reader reader = results.open(from)) {
            feed(stream, reader, response);
        } finally {
            streams.end(stream);
        }
    }

    private static void feed(
            LiveResultStream stream, LiveResults.Reader reader, HttpServletResponse response) {
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
        response.setHeader("Cache-Control", "no-store");
        // What stands in front may gather the answer to send it at once.
        response.setHeader("X-Accel-Buffering", "no");
        try {
            stream.run(reader, response.getOutputStream());
        } catch (IOException e) {
            log.debug("the client of a live stream has gone", e);
        } catch (CoordinatorException e) {
            // The answer has begun: its end is all that can be said.
            log.warn("a live stream ends, and its client has to come again", e);
        }
    }
}
