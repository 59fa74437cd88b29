package io.sluice.query.live;

import io.sluice.query.problem.ErrorCode;
import io.sluice.query.problem.QueryException;
import io.sluice.query.series.Series;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.ObjectMapper;

/** Series as they come. */
@RestController
@RequestMapping("/api/v1/live")
class LiveController {
    private static final Logger log = LoggerFactory.getLogger(LiveController.class);

    private final LiveParameters parameters;
    private final LiveSessions sessions;
    private final PostgresLiveSessions table;
    private final LiveFeed feed;
    private final ObjectMapper mapper;

    LiveController(
            LiveParameters parameters,
            LiveSessions sessions,
            PostgresLiveSessions table,
            LiveFeed feed,
            ObjectMapper mapper) {
        this.parameters = parameters;
        this.sessions = sessions;
        this.table = table;
        this.feed = feed;
        this.mapper = mapper;
    }

    /** Lasts as long as the client listens; a virtual thread of its own waits with it. */
    @GetMapping(produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    void live(
            @RequestParam(defaultValue = "800") String width,
            @RequestParam(defaultValue = "PT5M") String window,
            @RequestParam(defaultValue = "P7D") String duration,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        Duration life = parameters.life(duration);
        // Not bound by Spring, which takes one text with commas for several.
        String[] names = request.getParameterValues("series");
        LiveSettings settings =
                new LiveSettings(
                        parameters.width(width),
                        parameters.window(window),
                        parameters.series(names == null ? List.of() : List.of(names)));
        LiveSession session = new LiveSession(UUID.randomUUID(), settings);
        sessions.begin(session);
        try {
            table.begin(session.id(), settings);
            response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
            response.setHeader("Cache-Control", "no-store");
            // What stands in front may gather the answer to send it at once.
            response.setHeader("X-Accel-Buffering", "no");
            feed.run(session, new LiveStream(response.getOutputStream(), mapper), life);
        } catch (IOException e) {
            log.debug("the client of live session {} has gone", session.id(), e);
        } finally {
            sessions.end(session);
            forget(session.id());
        }
    }

    private void forget(UUID session) {
        try {
            table.end(session);
        } catch (DataAccessException e) {
            log.warn("live session {} has ended and is swept later: {}", session, e.toString());
        }
    }

    @PatchMapping("/{session}")
    Map<String, Object> change(
            @PathVariable String session, @RequestBody LiveChangeRequest request) {
        Integer width = request.width();
        if (width != null) {
            LiveSettings.checkWidth(width);
        }
        Duration window = request.window() == null ? null : parameters.window(request.window());
        List<Series> series = request.series() == null ? null : parameters.series(request.series());
        UUID id = id(session);
        return table.change(id, width, window, series)
                .map(row -> LiveStream.settingsOf(id, row.settings()))
                .orElseThrow(() -> unknown(session, null));
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw unknown(text, e);
        }
    }

    private static QueryException unknown(String session, @Nullable Exception cause) {
        return new QueryException(
                ErrorCode.UNKNOWN_SESSION, "there is no live session '" + session + "'", cause);
    }
}
