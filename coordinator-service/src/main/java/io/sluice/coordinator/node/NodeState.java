package io.sluice.coordinator.node;

import java.time.Duration;
import java.util.Locale;

/**
 * How a node is, by what is known of it: when it was last heard, and which leases it has. What a
 * node says of itself (that it is idle, that it has room) does not count.
 */
public enum NodeState {
    /** It lives, and has no lease. */
    IDLE,
    /** It lives, and has leases. */
    BUSY,
    /** It lives, and gets no more leases. */
    DRAINING,
    /** It was not heard for some time: nothing is pushed to it until it is heard again. */
    SUSPECT,
    /** It was not heard for so long that it is counted as gone. */
    OFFLINE;

    /**
     * The state that follows from what is known.
     *
     * @param silence how long nothing was heard of it
     * @param leases how many live leases it has
     */
    public static NodeState of(
            Duration silence, boolean draining, long leases, NodeProperties limits) {
        if (silence.compareTo(limits.offlineAfter()) >= 0) {
            return OFFLINE;
        }
        if (silence.compareTo(limits.suspectAfter()) >= 0) {
            return SUSPECT;
        }
        if (draining) {
            return DRAINING;
        }
        return leases > 0 ? BUSY : IDLE;
    }

    /** True if it was heard lately. */
    public boolean isAlive() {
        return switch (this) {
            case IDLE, BUSY, DRAINING -> true;
            case SUSPECT, OFFLINE -> false;
        };
    }

    /** As it is sent. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
