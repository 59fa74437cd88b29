package io.sluice.query.rollup;

import static org.assertj.core.api.Assertions.within;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;

/** A row of a rollup table, and what it should be, by the book. */
record Rollup(
        Instant firstAt,
        Instant lastAt,
        long count,
        double sum,
        double sumSquares,
        double min,
        double max,
        double first,
        double last,
        @Nullable Double extremeSum) {
    static final String COLUMNS =
            "first_at, last_at, count, sum, sum_squares, min, max, first, last, extreme_sum";

    /** What squares that are too small to be squared come to, at most. */
    private static final double SMALLEST_SQUARES = 1e-295;

    /** A reading, in the order of its series. */
    record Reading(Instant time, double value) {}

    static Rollup of(ResultSet row) throws SQLException {
        return new Rollup(
                row.getTimestamp("first_at").toInstant(),
                row.getTimestamp("last_at").toInstant(),
                row.getLong("count"),
                row.getDouble("sum"),
                row.getDouble("sum_squares"),
                row.getDouble("min"),
                row.getDouble("max"),
                row.getDouble("first"),
                row.getDouble("last"),
                row.getObject("extreme_sum", Double.class));
    }

    /**
     * @param readings at least one, by time and ordinal
     */
    static Rollup of(List<Reading> readings) {
        double sum = 0;
        double sumSquares = 0;
        double extremeSum = 0;
        boolean extremes = false;
        double min = readings.getFirst().value();
        double max = min;
        for (Reading reading : readings) {
            double value = reading.value();
            double size = Math.abs(value);
            min = Math.min(min, value);
            max = Math.max(max, value);
            sum += size < 1e290 ? value : 0;
            sumSquares += size < 1e140 ? value * value : 0;
            extremeSum += size < 1e290 ? 0 : value / 1e20;
            extremes |= size >= 1e290;
        }
        return new Rollup(
                readings.getFirst().time(),
                readings.getLast().time(),
                readings.size(),
                sum,
                sumSquares,
                min,
                max,
                readings.getFirst().value(),
                readings.getLast().value(),
                extremes ? extremeSum : null);
    }

    /**
     * Sums are added up in another order: they may differ by a small part of what was added.
     *
     * @param added the sum of the sizes of what was added
     */
    void verify(SoftAssertions softly, Rollup expected, double added, String where) {
        softly.assertThat(count).as("count of %s", where).isEqualTo(expected.count);
        softly.assertThat(firstAt).as("first_at of %s", where).isEqualTo(expected.firstAt);
        softly.assertThat(lastAt).as("last_at of %s", where).isEqualTo(expected.lastAt);
        softly.assertThat(min).as("min of %s", where).isEqualTo(expected.min);
        softly.assertThat(max).as("max of %s", where).isEqualTo(expected.max);
        softly.assertThat(first).as("first of %s", where).isEqualTo(expected.first);
        softly.assertThat(last).as("last of %s", where).isEqualTo(expected.last);
        softly.assertThat(sum).as("sum of %s", where).isCloseTo(expected.sum, within(1e-9 * added));
        softly.assertThat(sumSquares)
                .as("sum_squares of %s", where)
                .isCloseTo(
                        expected.sumSquares, within(1e-9 * expected.sumSquares + SMALLEST_SQUARES));
        if (extremeSum == null || expected.extremeSum == null) {
            softly.assertThat(extremeSum)
                    .as("extreme_sum of %s", where)
                    .isEqualTo(expected.extremeSum);
        } else {
            softly.assertThat(extremeSum)
                    .as("extreme_sum of %s", where)
                    .isCloseTo(expected.extremeSum, within(1e279));
        }
    }
}
