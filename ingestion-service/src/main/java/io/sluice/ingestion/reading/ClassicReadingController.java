package io.sluice.ingestion.reading;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/** The lab's paths: its devices and clients work here unchanged. */
@RestController
class ClassicReadingController {
    private final HttpIntake intake;

    ClassicReadingController(HttpIntake intake) {
        this.intake = intake;
    }

    /** One reading: a JSON body, a form, or a query, as the lab's Arduino sketch sends it. */
    @RequestMapping(
            path = "/api/reading",
            produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.APPLICATION_PROBLEM_JSON_VALUE},
            method = {RequestMethod.GET, RequestMethod.POST})
    ResponseEntity<?> takeOne(HttpServletRequest request)
            throws IOException, HttpRequestMethodNotSupportedException {
        if (request.getMethod().equals("HEAD")) {
            // Spring brings it where GET goes; who asks for a head does not mean to send a reading.
            throw new HttpRequestMethodNotSupportedException("HEAD", List.of("GET", "POST"));
        }
        Outcome outcome = intake.take(request, true);
        return outcome.isNothingAccepted()
                ? NothingAcceptedResponse.of(outcome, request.getRequestURI())
                : ResponseEntity.ok(ClassicReadingResponse.single(outcome.accepted().getFirst()));
    }

    /** Many readings: a JSON array, alone or as {@code readings} of an object. */
    @PostMapping(
            path = "/api/readings/batch",
            produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.APPLICATION_PROBLEM_JSON_VALUE})
    ResponseEntity<?> takeBatch(HttpServletRequest request) throws IOException {
        Outcome outcome = intake.take(request, false);
        return outcome.isNothingAccepted()
                ? NothingAcceptedResponse.of(outcome, request.getRequestURI())
                : ResponseEntity.ok(ClassicReadingResponse.batch(outcome));
    }
}
