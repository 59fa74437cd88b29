package io.sluice.coordinator.problem;

import io.sluice.contracts.Blame;
import io.sluice.problem.ProblemCode;

/**
 * Everything this service refuses or fails at, beside what can be wrong with any request. The codes
 * are stable; the guide for inference explains each.
 */
public enum ErrorCode implements ProblemCode {
    // Tasks.
    INVALID_TASK(400, Blame.CLIENT),
    UNKNOWN_MODEL(422, Blame.CLIENT),
    UNKNOWN_VERSION(422, Blame.CLIENT),
    INVALID_PRIORITY(400, Blame.CLIENT),
    INVALID_DEADLINE(400, Blame.CLIENT),
    DEADLINE_PASSED(400, Blame.CLIENT),
    PAYLOAD_TOO_LARGE(413, Blame.CLIENT),
    TOO_MANY_TASKS(413, Blame.CLIENT),
    EMPTY_BATCH(400, Blame.CLIENT),
    NOTHING_ACCEPTED(400, Blame.CLIENT),
    IDEMPOTENCY_KEY_REUSED(422, Blame.CLIENT),
    QUEUE_FULL(429, Blame.CAPACITY),
    UNKNOWN_TASK(404, Blame.CLIENT),
    ALREADY_FINISHED(409, Blame.CLIENT),

    // Nodes.
    INVALID_NODE(400, Blame.CLIENT),
    UNKNOWN_NODE(404, Blame.CLIENT),
    NODE_SUPERSEDED(409, Blame.CLIENT),

    // Leases and results.
    INVALID_RESULT(400, Blame.CLIENT),
    NO_LEASE(409, Blame.CLIENT),
    LEASE_LOST(409, Blame.CLIENT),
    RESULT_ALREADY_GIVEN(409, Blame.CLIENT),
    RESULT_TOO_LARGE(413, Blame.CLIENT),

    // Models.
    INVALID_MODEL(400, Blame.CLIENT),
    MODEL_NOT_FOUND(404, Blame.CLIENT),
    VERSION_NOT_FOUND(404, Blame.CLIENT),
    VERSION_EXISTS(409, Blame.CLIENT),
    VERSION_IN_USE(409, Blame.CLIENT),
    MODEL_TOO_LARGE(413, Blame.CLIENT),
    CHUNK_TOO_LARGE(413, Blame.CLIENT),
    WRONG_OFFSET(409, Blame.CLIENT),
    NOT_UPLOADING(409, Blame.CLIENT),
    MODEL_TRUNCATED(422, Blame.CLIENT),
    CHECKSUM_MISMATCH(422, Blame.CLIENT),
    NOT_ONNX(422, Blame.CLIENT),
    VERSION_NOT_READY(409, Blame.CLIENT),
    RANGE_NOT_SATISFIABLE(416, Blame.CLIENT),
    ROLLOUT_RUNNING(409, Blame.CLIENT),
    NO_ROLLOUT(404, Blame.CLIENT),

    // Requests in general.
    INVALID_PARAMETER(400, Blame.CLIENT),

    // Sluice itself and what it stands on.
    TOO_MANY_STREAMS(429, Blame.CAPACITY),
    BUSY(503, Blame.CAPACITY),
    KAFKA_UNAVAILABLE(503, Blame.UPSTREAM),
    STOPPING(503, Blame.CAPACITY);

    private final int status;
    private final Blame blame;

    ErrorCode(int status, Blame blame) {
        this.status = status;
        this.blame = blame;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public Blame blame() {
        return blame;
    }
}
