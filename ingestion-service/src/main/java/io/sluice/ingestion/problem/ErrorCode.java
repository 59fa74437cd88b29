package io.sluice.ingestion.problem;

import io.sluice.contracts.Blame;
import io.sluice.problem.ProblemCode;

/**
 * Everything this service refuses or fails at. The codes are stable; the guide for devices explains
 * each.
 */
public enum ErrorCode implements ProblemCode {
    // The message as a whole.
    MALFORMED_JSON(400, Blame.CLIENT),
    MALFORMED_SENML(400, Blame.CLIENT),
    MALFORMED_FORM(400, Blame.CLIENT),
    MALFORMED_ENCODING(400, Blame.CLIENT),
    INVALID_UTF8(400, Blame.CLIENT),
    EMPTY_BODY(400, Blame.CLIENT),
    EMPTY_BATCH(400, Blame.CLIENT),
    BODY_TOO_LARGE(413, Blame.CLIENT),
    TOO_MANY_READINGS(413, Blame.CLIENT),
    UNSUPPORTED_MEDIA_TYPE(415, Blame.CLIENT),
    UNSUPPORTED_ENCODING(415, Blame.CLIENT),
    INVALID_IDEMPOTENCY_KEY(400, Blame.CLIENT),
    IDEMPOTENCY_KEY_REUSED(422, Blame.CLIENT),
    NOTHING_ACCEPTED(400, Blame.CLIENT),

    // One item of a message, or one reading of an item.
    MALFORMED_LINE(400, Blame.CLIENT),
    MISSING_DEVICE_ID(400, Blame.CLIENT),
    INVALID_DEVICE_ID(400, Blame.CLIENT),
    DEVICE_MISMATCH(400, Blame.CLIENT),
    UNKNOWN_DEVICE(404, Blame.CLIENT),
    NO_METRICS(400, Blame.CLIENT),
    TOO_MANY_METRICS(400, Blame.CLIENT),
    INVALID_METRIC_NAME(400, Blame.CLIENT),
    WRONG_TYPE(400, Blame.CLIENT),
    NOT_FINITE(400, Blame.CLIENT),
    INVALID_TIME(400, Blame.CLIENT),
    TIME_BEFORE_2000(400, Blame.CLIENT),
    CLOCK_AHEAD(400, Blame.CLIENT),
    TOO_MANY_AT_ONE_TIME(400, Blame.CLIENT),
    RATE_LIMITED(429, Blame.CAPACITY),

    // The register of devices.
    INVALID_DEVICE(400, Blame.CLIENT),
    DEVICE_EXISTS(409, Blame.CLIENT),
    DEVICE_CHANGED(412, Blame.CLIENT),
    MALFORMED_CSV(400, Blame.CLIENT),
    INVALID_STATUS(400, Blame.CLIENT),

    // Requests in general.
    INVALID_PARAMETER(400, Blame.CLIENT),
    UNKNOWN_REJECTION(404, Blame.CLIENT),
    NOT_FOUND(404, Blame.CLIENT),
    METHOD_NOT_ALLOWED(405, Blame.CLIENT),
    NOT_ACCEPTABLE(406, Blame.CLIENT),

    // Sluice itself and what it stands on.
    BUSY(503, Blame.CAPACITY),
    KAFKA_UNAVAILABLE(503, Blame.UPSTREAM),
    DATABASE_UNAVAILABLE(503, Blame.UPSTREAM),
    INTERNAL_ERROR(500, Blame.SERVER);

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
