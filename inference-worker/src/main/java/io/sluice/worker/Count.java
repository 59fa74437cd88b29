package io.sluice.worker;

/** What a worker counts since it was started. */
public enum Count {
    LEASES_TAKEN,
    LEASES_RENEWED,
    /** The coordinator refused to renew them. */
    LEASES_LOST,
    LEASES_RETURNED,
    TASKS_SUCCEEDED,
    TASKS_FAILED,
    RESULTS_TAKEN,
    /** Their lease was lost, or they can't be taken for another reason. */
    RESULTS_REFUSED,
    /** Still unsent when the time to drain was over. */
    RESULTS_UNSENT,
    REGISTRATIONS,
    CONNECTIONS_LOST,
    /** Refusals other than of single leases and results. */
    REQUESTS_REFUSED,
    MODELS_DOWNLOADED,
    CHECKSUM_MISMATCHES,
    MODELS_REMOVED
}
