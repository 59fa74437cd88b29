package io.sluice.coordinator.model;

import io.sluice.coordinator.problem.CoordinatorException;
import io.sluice.coordinator.problem.ErrorCode;
import io.sluice.problem.ProblemException;
import io.sluice.problem.ProblemResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/** The bytes of models over HTTP, on their way here and to the nodes. */
@RestController
@RequestMapping("/api/v1/models/{name}/versions/{version}")
class ModelContentController {
    /** Where an upload goes on. */
    static final String OFFSET = "Upload-Offset";

    /** How long an upload gets. */
    private static final String LENGTH = "Upload-Length";

    private final ModelCatalogue catalogue;
    private final ModelUploads uploads;
    private final ChunkIntake intake;
    private final ModelContentResponse content;

    ModelContentController(
            ModelCatalogue catalogue,
            ModelUploads uploads,
            ChunkIntake intake,
            ModelContentResponse content) {
        this.catalogue = catalogue;
        this.uploads = uploads;
        this.intake = intake;
        this.content = content;
    }

    @RequestMapping(path = "/content", method = RequestMethod.HEAD)
    ResponseEntity<Void> offset(@PathVariable String name, @PathVariable String version) {
        ModelVersion found = catalogue.get(new ModelVersionId(name, version));
        ResponseEntity.BodyBuilder response =
                ResponseEntity.ok()
                        .header(OFFSET, Long.toString(found.received()))
                        .header(LENGTH, Long.toString(found.size()))
                        .header(HttpHeaders.CACHE_CONTROL, "no-store");
        return found.isReady()
                ? response.header(HttpHeaders.ACCEPT_RANGES, "bytes")
                        .eTag(ContentTag.of(found).text())
                        .contentLength(found.size())
                        .build()
                : response.build();
    }

    /** A form's media type is refused: Spring would have taken the body for parameters. */
    @PatchMapping(
            path = "/content",
            consumes = {"application/octet-stream", "application/offset+octet-stream"})
    ResponseEntity<Void> append(
            @PathVariable String name,
            @PathVariable String version,
            @RequestHeader(OFFSET) long offset,
            HttpServletRequest request)
            throws IOException {
        ModelVersionId id = new ModelVersionId(name, version);
        long announced = request.getContentLengthLong();
        uploads.check(id, offset, Math.max(0, announced));
        long next =
                intake.take(
                        request.getInputStream(),
                        announced,
                        bytes -> uploads.append(id, offset, bytes));
        return ResponseEntity.noContent().header(OFFSET, Long.toString(next)).build();
    }

    @PostMapping("/completion")
    ModelVersionResponse complete(@PathVariable String name, @PathVariable String version) {
        return ModelVersionResponse.of(uploads.complete(new ModelVersionId(name, version)));
    }

    @GetMapping("/content")
    void download(
            @PathVariable String name,
            @PathVariable String version,
            HttpServletRequest request,
            HttpServletResponse response) {
        ModelVersion found = catalogue.get(new ModelVersionId(name, version));
        if (!found.isReady()) {
            throw new CoordinatorException(
                    ErrorCode.VERSION_NOT_READY,
                    "of "
                            + found.id()
                            + " came "
                            + found.received()
                            + " of "
                            + found.size()
                            + " bytes");
        }
        content.write(found, request, response);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> onWrongOffset(
            WrongOffsetException failure, HttpServletRequest request) {
        return withHeader(failure, OFFSET, Long.toString(failure.offset()), request);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> onRange(
            RangeNotSatisfiableException failure, HttpServletRequest request) {
        return withHeader(failure, HttpHeaders.CONTENT_RANGE, "bytes */" + failure.size(), request);
    }

    /**
     * Leaves it to the server, which logs it and closes the connection, so that nobody takes the
     * part for the whole.
     */
    @ExceptionHandler
    void onBrokenOff(DownloadBrokenOffException failure) {
        throw failure;
    }

    private static ResponseEntity<ProblemDetail> withHeader(
            ProblemException failure, String header, String value, HttpServletRequest request) {
        ProblemDetail problem =
                ProblemResponse.problem(
                        failure.code(), failure.getMessage(), request.getRequestURI());
        return ResponseEntity.status(failure.code().status())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .header(header, value)
                .body(problem);
    }
}
