package io.sluice.coordinator.lease;

import io.sluice.coordinator.problem.ErrorCode;
import io.sluice.problem.ProblemResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** What became of what a node said. */
record ReportResponse(int accepted, int rejected, List<Rejected> rejections) {
    /**
     * @param index the place in the request, from 0
     */
    record Rejected(int index, UUID taskId, String code, String message) {}

    /** The answer: a problem, if nothing was taken. */
    static ResponseEntity<?> of(
            List<NodeReport> reports, List<ReportVerdict> verdicts, String path) {
        List<Rejected> rejected = new ArrayList<>();
        List<ErrorCode> codes = new ArrayList<>();
        for (int i = 0; i < verdicts.size(); i++) {
            if (verdicts.get(i) instanceof ReportVerdict.Refused(ErrorCode code, String message)) {
                codes.add(code);
                rejected.add(new Rejected(i, reports.get(i).task(), code.code(), message));
            }
        }
        int accepted = verdicts.size() - rejected.size();
        ReportResponse response = new ReportResponse(accepted, rejected.size(), rejected);
        return accepted == 0
                ? nothing(response, codes.getFirst(), path)
                : ResponseEntity.ok(response);
    }

    private static ResponseEntity<ProblemDetail> nothing(
            ReportResponse response, ErrorCode code, String path) {
        ProblemDetail problem =
                ProblemResponse.problem(code, response.rejections().getFirst().message(), path);
        problem.setProperty("accepted", 0);
        problem.setProperty("rejected", response.rejected());
        problem.setProperty("rejections", response.rejections());
        return ProblemResponse.of(problem, code);
    }
}
