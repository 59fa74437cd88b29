package io.sluice.contracts;

/**
 * Whose matter a failure is: the member {@code blame} of every problem that a service answers with.
 */
public enum Blame {
    /** The request is wrong; the same request fails again. */
    CLIENT,
    /** Sluice is wrong. */
    SERVER,
    /** A limit is reached; the same request may be taken later. */
    CAPACITY,
    /** Something that Sluice needs (Kafka, the database) does not answer. */
    UPSTREAM
}
