package io.sluice.coordinator.result;

import io.sluice.problem.ProblemException;
import io.sluice.problem.RequestProblem;
import java.time.Instant;
import java.util.Optional;

/**
 * Which finished tasks are asked for, newest first.
 *
 * @param from they ended then or later
 * @param to they ended before
 * @param after they come after this place
 * @param limit how many at most
 */
record ResultQuestion(
        ResultFilter filter,
        Optional<Instant> from,
        Optional<Instant> to,
        Optional<ResultPlace> after,
        int limit) {
    static final int MOST = 1_000;

    ResultQuestion {
        if (limit < 1 || limit > MOST) {
            throw new ProblemException(
                    RequestProblem.INVALID_PARAMETER, "limit " + limit + " is not in 1 to " + MOST);
        }
    }
}
