package io.sluice.ingestion.reading;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Readings over HTTP. */
@RestController
class ReadingController {
    private final HttpIntake intake;

    ReadingController(HttpIntake intake) {
        this.intake = intake;
    }

    @PostMapping(
            path = "/api/v1/readings",
            produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.APPLICATION_PROBLEM_JSON_VALUE})
    ResponseEntity<?> take(HttpServletRequest request) throws IOException {
        Outcome outcome = intake.take(request, false);
        return outcome.isNothingAccepted()
                ? NothingAcceptedResponse.of(outcome, request.getRequestURI())
                : ResponseEntity.status(HttpStatus.ACCEPTED).body(VerdictResponse.of(outcome));
    }
}
