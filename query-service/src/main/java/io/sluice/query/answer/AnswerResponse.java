package io.sluice.query.answer;

import io.sluice.problem.ProblemException;
import io.sluice.problem.RequestProblem;
import io.sluice.query.client.AnswerBrokenOffException;
import io.sluice.query.client.ClientGoneException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes answers. */
@Component
public final class AnswerResponse {
    /** What is held back, so that a failure at the beginning is answered with its own status. */
    private static final int HELD_BACK = 32 * 1024;

    private final AnswerFormats formats;

    AnswerResponse(AnswerFormats formats) {
        this.formats = formats;
    }

    /**
     * Writes an answer in the format that the request accepts, or names in its parameter {@code
     * format}.
     *
     * @throws ProblemException if there is no such format, and whatever the answer throws before
     *     much of it was written
     * @throws AnswerBrokenOffException if it fails later
     */
    public void write(Answer answer, HttpServletRequest request, HttpServletResponse response) {
        write(answer, request.getParameter("format"), request, response);
    }

    /**
     * Writes an answer in a format.
     *
     * @param format the short name of it, such as {@code csv}; null for what the request accepts
     */
    public void write(
            Answer answer,
            @Nullable String format,
            HttpServletRequest request,
            HttpServletResponse response) {
        AnswerFormat chosen = chosen(format, request);
        response.setHeader("Vary", "Accept, Accept-Encoding");
        response.setHeader("Cache-Control", "no-cache");
        if (isKnown(answer, chosen, request, response)) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        response.setContentType(chosen.mediaType());
        response.setBufferSize(HELD_BACK);
        try {
            stream(answer, chosen, request, response);
        } catch (ClientGoneException e) {
            throw e;
        } catch (RuntimeException e) {
            if (response.isCommitted()) {
                throw new AnswerBrokenOffException(e);
            }
            response.reset();
            throw e;
        }
    }

    private static AnswerFormat chosen(@Nullable String format, HttpServletRequest request) {
        if (format != null) {
            return AnswerFormat.named(format)
                    .orElseThrow(() ->
                            new ProblemException(
                                    RequestProblem.INVALID_PARAMETER,
                                    "format '" + format + "' is none of json, csv, ndjson, arrow"));
        }
        String accept = String.join(",", Collections.list(request.getHeaders("Accept")));
        return AcceptHeader.parse(accept)
                .best()
                .orElseThrow(() ->
                        new ProblemException(
                                RequestProblem.NOT_ACCEPTABLE,
                                "Accept '"
                                        + accept
                                        + "' takes nothing of what is served: "
                                        + AnswerFormat.served()));
    }

    /** Of requests that only read; others are not asked again for the same. */
    private static boolean isKnown(
            Answer answer,
            AnswerFormat format,
            HttpServletRequest request,
            HttpServletResponse response) {
        Optional<String> version = answer.version();
        if (version.isEmpty() || !request.getMethod().equals("GET")) {
            return false;
        }
        String target = request.getRequestURI() + "?" + request.getQueryString();
        AnswerTag tag = AnswerTag.of(target, format, version.get());
        response.setHeader("ETag", tag.text());
        return tag.isAmong(request.getHeaders("If-None-Match"));
    }

    private void stream(
            Answer answer,
            AnswerFormat format,
            HttpServletRequest request,
            HttpServletResponse response) {
        Trailers trailers = new Trailers(response);
        if (format != AnswerFormat.JSON) {
            AnswerFacts.headers(answer.head()).forEach(response::setHeader);
            trailers.announce(request.getProtocol());
        }
        try (AnswerRows rows =
                formats.rows(format, answer, new ClientStream(response.getOutputStream()))) {
            rows.begin();
            Map<String, Object> tail = answer.writeTo(rows);
            rows.finish(tail);
            if (format != AnswerFormat.JSON) {
                trailers.set(AnswerFacts.headers(tail));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is known only after the rows: trailers, or headers where these are still possible. */
    private static final class Trailers {
        private final HttpServletResponse response;
        private Map<String, String> fields = Map.of();

        Trailers(HttpServletResponse response) {
            this.response = response;
        }

        void announce(String protocol) {
            if (!protocol.equals("HTTP/1.0")) {
                response.setTrailerFields(() -> fields);
            }
        }

        void set(Map<String, String> facts) {
            if (response.isCommitted()) {
                fields = facts;
            } else {
                facts.forEach(response::setHeader);
            }
        }
    }
}
