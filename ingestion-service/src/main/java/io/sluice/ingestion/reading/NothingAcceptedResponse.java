package io.sluice.ingestion.reading;

import io.sluice.ingestion.payload.Flaw;
import io.sluice.ingestion.problem.ErrorCode;
import io.sluice.problem.ProblemResponse;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** The answer to a message of which nothing was taken: a problem, with the verdict beside it. */
final class NothingAcceptedResponse {
    private NothingAcceptedResponse() {}

    static ResponseEntity<ProblemDetail> of(Outcome outcome, String path) {
        Flaw first = outcome.rejections().getFirst().flaw();
        boolean sameForAll =
                outcome.rejections().stream()
                        .allMatch(rejection -> rejection.flaw().code() == first.code());
        ErrorCode code = sameForAll ? first.code() : ErrorCode.NOTHING_ACCEPTED;
        String message =
                outcome.rejections().size() == 1
                        ? first.message()
                        : "none of "
                                + outcome.rejectedReadings()
                                + " readings was taken; the first: "
                                + first.message();
        VerdictResponse verdict = VerdictResponse.of(outcome);
        ProblemDetail problem = ProblemResponse.problem(code, message, path);
        problem.setProperty("accepted", verdict.accepted());
        problem.setProperty("rejected", verdict.rejected());
        problem.setProperty("rejections", verdict.rejections());
        return ProblemResponse.of(problem, code);
    }
}
