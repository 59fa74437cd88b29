package io.sluice.coordinator.model;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** Gives out the bytes of models: all, a range, or none if the client has them. */
@Component
final class ModelContentResponse {
    private static final Logger log = LoggerFactory.getLogger(ModelContentResponse.class);

    private final PostgresModelChunks chunks;
    private final Counter brokenOff;

    ModelContentResponse(PostgresModelChunks chunks, MeterRegistry meters) {
        this.chunks = chunks;
        this.brokenOff = meters.counter("sluice.models.downloads.broken.off");
    }

    /**
     * @throws RangeNotSatisfiableException if the range that is asked for has no byte
     * @throws DownloadBrokenOffException if it fails after it began
     */
    void write(ModelVersion version, HttpServletRequest request, HttpServletResponse response) {
        ContentTag tag = ContentTag.of(version);
        response.setHeader(HttpHeaders.ETAG, tag.text());
        response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
        if (tag.isAmong(Collections.list(request.getHeaders(HttpHeaders.IF_NONE_MATCH)))) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        Optional<ByteRange> range = range(version, tag, request);
        range.ifPresent(part -> {
            response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
            response.setHeader(HttpHeaders.CONTENT_RANGE, part.text(version.size()));
        });
        stream(version, range.orElse(ByteRange.whole(version.size())), response);
    }

    /** A range of another content than the client has a part of is of no use to him. */
    private static Optional<ByteRange> range(
            ModelVersion version, ContentTag tag, HttpServletRequest request) {
        String range = request.getHeader(HttpHeaders.RANGE);
        String ifRange = request.getHeader(HttpHeaders.IF_RANGE);
        if (range == null || (ifRange != null && !ifRange.strip().equals(tag.text()))) {
            return Optional.empty();
        }
        return ByteRange.parse(range, version.size());
    }

    private void stream(ModelVersion version, ByteRange range, HttpServletResponse response) {
        response.setContentType(MediaType.APPLICATION_OCTET_STREAM_VALUE);
        response.setContentLengthLong(range.length());
        try (ModelContent content = new ModelContent(chunks, version, range)) {
            content.transferTo(response.getOutputStream());
        } catch (IOException e) {
            log.debug("{}: the client has gone", version.id());
        } catch (RuntimeException e) {
            if (!response.isCommitted()) {
                response.reset();
                throw e;
            }
            brokenOff.increment();
            throw new DownloadBrokenOffException(version, e);
        }
    }
}
