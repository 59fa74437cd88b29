package io.sluice.query.live;

import io.sluice.downsampling.M4Column;

/** One pixel column of one series, and what is to be done with it. */
final class LiveColumn {
    private final long number;
    private M4Column values = new M4Column();
    private long touchedAt = -1;
    private boolean sentComplete;

    /**
     * @param number how many columns of its duration there are since 1970
     */
    LiveColumn(long number) {
        this.number = number;
    }

    long number() {
        return number;
    }

    M4Column values() {
        return values;
    }

    void replace(M4Column loaded) {
        values = loaded;
    }

    /** The offset of the last record of the topic that belongs here, or -1. */
    long touchedAt() {
        return touchedAt;
    }

    void touch(long offset) {
        touchedAt = Math.max(touchedAt, offset);
    }

    boolean isSentComplete() {
        return sentComplete;
    }

    void setSentComplete(boolean sent) {
        sentComplete = sent;
    }
}
