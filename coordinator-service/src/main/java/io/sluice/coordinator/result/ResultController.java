package io.sluice.coordinator.result;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What became of tasks. */
@RestController
class ResultController {
    private final PostgresResults results;

    ResultController(PostgresResults results) {
        this.results = results;
    }

    @GetMapping("/api/v1/results")
    ResultPage results(
            @RequestParam(defaultValue = "") String model,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "") String device,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(defaultValue = "") String cursor,
            @RequestParam(defaultValue = "100") int limit) {
        return results.page(
                new ResultQuestion(
                        ResultFilter.of(model, state, device),
                        Optional.ofNullable(from),
                        Optional.ofNullable(to),
                        cursor.isBlank()
                                ? Optional.empty()
                                : Optional.of(ResultPlace.parse(cursor)),
                        limit));
    }
}
