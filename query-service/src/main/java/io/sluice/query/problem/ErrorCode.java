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
    INVALID_CURSOR(400, Blame.CLIENT),
    INVALID_RESOLUTION(400, Blame.CLIENT),
    INVALID_AGGREGATE(400, Blame.CLIENT),
    INVALID_MAX_POINTS(400, Blame.CLIENT),
    INVALID_DOWNSAMPLE(400, Blame.CLIENT),
    INVALID_FILL(400, Blame.CLIENT),
    INVALID_QUALITY(400, Blame.CLIENT),
    INVALID_ZONE(400, Blame.CLIENT),
    INVALID_CALENDAR(400, Blame.CLIENT),
    INVALID_EXPRESSION(400, Blame.CLIENT),
    INVALID_LABEL(400, Blame.CLIENT),
    INVALID_THRESHOLD(400, Blame.CLIENT),
    INVALID_WINDOW(400, Blame.CLIENT),
    INVALID_WIDTH(400, Blame.CLIENT),
    INVALID_SERIES(400, Blame.CLIENT),
    INVALID_BINS(400, Blame.CLIENT),
    /** Two parameters that can't be had together; the message names them. */
    CONFLICTING_PARAMETERS(400, Blame.CLIENT),
    INVALID_POLICY(400, Blame.CLIENT),
    UNKNOWN_POLICY(404, Blame.CLIENT),
    UNKNOWN_ARCHIVE(404, Blame.CLIENT),
    UNKNOWN_SESSION(404, Blame.CLIENT),
    /** This instance holds as many live sessions as it may, which the message names. */
    TOO_MANY_SESSIONS(429, Blame.CAPACITY),
    /** The readings that an answer needs are not kept any more; the message says since when. */
    RAW_IS_GONE(422, Blame.CLIENT),
    /** An answer would read more rows, or chooses more series, than the limit that is named. */
    TOO_MANY_ROWS(422, Blame.CLIENT),
    TOO_MANY_SERIES(422, Blame.CLIENT),
    /** An answer took longer than the limit that is named. */
    TIME_LIMIT(422, Blame.CLIENT),
    /** A run of the retention, or a restore, waits for one that is under way. */
    RETENTION_BUSY(409, Blame.CAPACITY),
    /** A file of the archive is not what was written. */
    ARCHIVE_DAMAGED(502, Blame.UPSTREAM);

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
