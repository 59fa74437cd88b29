package io.sluice.local.launcher;

/** What the platform said to a request: what was asked for, or why not. */
sealed interface Reply<T> {
    /** It was done. */
    record Answered<T>(T answer) implements Reply<T> {}

    /**
     * It was not.
     *
     * @param code of the problem, such as {@code unknown_archive}
     * @param detail what is wrong, for people
     */
    record Refused<T>(String code, String detail) implements Reply<T> {}
}
