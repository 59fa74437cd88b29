package io.sluice.local.launcher;

import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How a part is.
 *
 * @param pid its process, if it runs
 * @param port where it listens, if it runs
 * @param memory what it has of the machine's memory, in bytes, if the system tells
 */
record PartStatus(
        String name,
        State state,
        OptionalLong pid,
        OptionalInt port,
        OptionalLong memory,
        Path log) {
    /** How far it is. */
    enum State {
        READY,
        STARTING,
        STOPPED,
        /** It was started, and has ended without being told to. */
        CRASHED
    }
}
