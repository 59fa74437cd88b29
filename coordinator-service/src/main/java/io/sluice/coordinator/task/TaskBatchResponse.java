package io.sluice.coordinator.task;

import io.sluice.coordinator.problem.CoordinatorException;
import io.sluice.coordinator.problem.ErrorCode;
import io.sluice.problem.ProblemResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/**
 * What became of many tasks.
 *
 * @param accepted how many are queued, now or before
 * @param tasks the ids of those
 * @param rejections why the others are not
 */
record TaskBatchResponse(
        int accepted, int rejected, List<Accepted> tasks, List<Rejected> rejections) {
    private static final String PATH = "/api/v1/tasks/batch";

    /**
     * @param index the place in the request, from 0
     */
    record Accepted(int index, UUID id) {}

    /**
     * @param index the place in the request, from 0
     */
    record Rejected(int index, String code, String message) {}

    /** The answer: a problem, if nothing was taken. */
    static ResponseEntity<?> of(List<Submission> submissions) {
        List<Accepted> accepted = new ArrayList<>();
        List<Rejected> rejected = new ArrayList<>();
        List<ErrorCode> codes = new ArrayList<>();
        for (int i = 0; i < submissions.size(); i++) {
            switch (submissions.get(i)) {
                case Submission.Queued queued -> accepted.add(new Accepted(i, queued.id()));
                case Submission.Known(UUID id) -> accepted.add(new Accepted(i, id));
                case Submission.Refused(CoordinatorException reason) -> {
                    codes.add(reason.code());
                    rejected.add(new Rejected(i, reason.code().code(), reason.getMessage()));
                }
            }
        }
        TaskBatchResponse response =
                new TaskBatchResponse(accepted.size(), rejected.size(), accepted, rejected);
        return accepted.isEmpty() ? nothing(response, codes) : ResponseEntity.ok(response);
    }

    private static ResponseEntity<ProblemDetail> nothing(
            TaskBatchResponse response, List<ErrorCode> codes) {
        boolean sameForAll = codes.stream().distinct().count() == 1;
        ErrorCode code = sameForAll ? codes.getFirst() : ErrorCode.NOTHING_ACCEPTED;
        ProblemDetail problem =
                ProblemResponse.problem(
                        code,
                        "no task was taken; the first: "
                                + response.rejections().getFirst().message(),
                        PATH);
        problem.setProperty("accepted", 0);
        problem.setProperty("rejected", response.rejected());
        problem.setProperty("rejections", response.rejections());
        return ProblemResponse.of(problem, code);
    }
}
