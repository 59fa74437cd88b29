package io.sluice.problem;

import io.sluice.contracts.Blame;

/** What can be wrong with any request to any service. */
public enum RequestProblem implements ProblemCode {
    MALFORMED_JSON(400, Blame.CLIENT),
    INVALID_PARAMETER(400, Blame.CLIENT),
    NOT_FOUND(404, Blame.CLIENT),
    METHOD_NOT_ALLOWED(405, Blame.CLIENT),
    NOT_ACCEPTABLE(406, Blame.CLIENT),
    BODY_TOO_LARGE(413, Blame.CLIENT),
    UNSUPPORTED_MEDIA_TYPE(415, Blame.CLIENT),
    DATABASE_TIMEOUT(503, Blame.CAPACITY),
    DATABASE_UNAVAILABLE(503, Blame.UPSTREAM),
    INTERNAL_ERROR(500, Blame.SERVER);

    private final int status;
    private final Blame blame;

    RequestProblem(int status, Blame blame) {
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
