package io.sluice.query.tier;

import io.sluice.contracts.readings.QualityFlag;
import io.sluice.query.problem.ErrorCode;
import io.sluice.query.problem.QueryException;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Chooses readings by their quality.
 *
 * @param refused bits of {@link QualityFlag}: a reading with any of them is left out
 * @param good whether readings without any flag are chosen
 */
public record QualityFilter(int refused, boolean good) {
    /** All readings. */
    public static final QualityFilter ANY = new QualityFilter(0, true);

    private static final int EVERY_BIT = Short.MAX_VALUE;
    private static final int MOST = 2 * QualityFlag.values().length;

    /**
     * {@code good,late} for readings that are good or have no other flag than late; {@code
     * !clock_suspect} for those that have not this flag.
     *
     * @throws QueryException {@code invalid_quality}
     */
    public static QualityFilter parse(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return ANY;
        }
        String[] names = text.strip().split(",", MOST);
        boolean leavesOut = names[0].startsWith("!");
        boolean good = leavesOut;
        int bits = 0;
        for (String name : names) {
            if (name.startsWith("!") != leavesOut) {
                throw refused(text, "mixes flags to accept with flags to leave out");
            }
            if (name.equals("good")) {
                good = true;
            } else {
                bits |= bit(text, leavesOut ? name.substring(1) : name);
            }
        }
        return new QualityFilter(leavesOut ? bits : EVERY_BIT & ~bits, good);
    }

    private static int bit(String text, String name) {
        return Arrays.stream(QualityFlag.values())
                .filter(flag -> flag.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(() ->
                        refused(
                                text,
                                "has something else than good, imputed, late, backfilled,"
                                        + " clock_suspect"))
                .bit();
    }

    private static QueryException refused(String text, String reason) {
        return new QueryException(
                ErrorCode.INVALID_QUALITY, "quality '" + Excerpt.of(text) + "' " + reason);
    }

    /** Whether no reading is left out. */
    public boolean isAny() {
        return equals(ANY);
    }
}
