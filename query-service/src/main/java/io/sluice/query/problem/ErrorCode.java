package io.sluice.query.problem;

import io.sluice.contracts.Blame;
import io.sluice.problem.ProblemCode;

/** Everything this service refuses or fails at. The codes are stable. */
public enum ErrorCode implements ProblemCode {
    /** Of a device, whether it is registered or not: this service knows readings only. */
    NO_READINGS(404, Blame.CLIENT),
    UNKNOWN_SERIES(404, Blame.CLIENT),
    INVALID_TIME(400, Blame.CLIENT),
    INVALID_RANGE(400, Blame.CLIENT),
    INVALID_LIMIT(400, Blame.CLIENT),
    INVALID_ORDER(400, Blame.CLIENT),
    INVALID_PERIOD(400, Blame.CLIENT),
    INVALID_CURSOR(400, Blame.CLIENT);

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
