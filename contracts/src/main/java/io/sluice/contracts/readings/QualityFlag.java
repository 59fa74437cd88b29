package io.sluice.contracts.readings;

import java.util.EnumSet;
import java.util.Set;

/** What is to be known about a reading before it is trusted. A reading without any flag is good. */
public enum QualityFlag {
    /** The value was not measured but filled in. */
    IMPUTED(1),
    /** The reading arrived long after its event time. */
    LATE(2),
    /**
     * The reading was brought in afterwards: a replay, an import, a gateway that had been cut off.
     */
    BACKFILLED(4),
    /** The event time lies ahead of the time of arrival: the device's clock is wrong. */
    CLOCK_SUSPECT(8);

    private final int bit;

    QualityFlag(int bit) {
        this.bit = bit;
    }

    /** The value of this flag in {@link ReadingBatch#getQualityList()}: a power of two. */
    public int bit() {
        return bit;
    }

    /** The flags that are set in {@code bits}; bits without a meaning are passed over. */
    public static Set<QualityFlag> of(int bits) {
        Set<QualityFlag> flags = EnumSet.noneOf(QualityFlag.class);
        for (QualityFlag flag : values()) {
            if ((bits & flag.bit) != 0) {
                flags.add(flag);
            }
        }
        return flags;
    }
}
