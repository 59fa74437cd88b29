package io.sluice.query.analysis;

import io.sluice.query.answer.AnswerResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The latest readings of many devices. */
@RestController
class LatestController {
    private final Selections selections;
    private final PostgresLatest latest;
    private final AnswerResponse responses;

    LatestController(Selections selections, PostgresLatest latest, AnswerResponse responses) {
        this.selections = selections;
        this.latest = latest;
        this.responses = responses;
    }

    @GetMapping("/api/v1/latest")
    void latest(HttpServletRequest request, HttpServletResponse response) {
        Parameters parameters = new Parameters(request.getParameterMap());
        responses.write(latest.latest(selections.series(parameters)), request, response);
    }
}
