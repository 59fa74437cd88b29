package io.sluice.query.point;

import io.sluice.downsampling.Downsampling;
import io.sluice.downsampling.Lttb;
import io.sluice.downsampling.M4;
import io.sluice.downsampling.MeanPerColumn;
import io.sluice.downsampling.MinMax;
import io.sluice.downsampling.PointSink;
import io.sluice.query.problem.ErrorCode;
import io.sluice.query.problem.QueryException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How points are thinned out. */
public enum Thinning {
    LTTB(1),
    M4(4),
    MINMAX(2),
    AVG(1);

    private final int pointsOfColumn;

    Thinning(int pointsOfColumn) {
        this.pointsOfColumn = pointsOfColumn;
    }

    /**
     * What a text asks for.
     *
     * @throws QueryException {@code invalid_downsample}
     */
    static Optional<Thinning> parse(@Nullable String text) {
        return switch (text == null ? "" : text) {
            case "" -> Optional.empty();
            case "lttb" -> Optional.of(LTTB);
            case "m4" -> Optional.of(M4);
            case "minmax" -> Optional.of(MINMAX);
            case "avg" -> Optional.of(AVG);
            default ->
                    throw new QueryException(
                            ErrorCode.INVALID_DOWNSAMPLE,
                            "downsample is none of lttb, m4, minmax, avg");
        };
    }

    /** The fewest points that it can be asked for: those of one column. */
    int fewestPoints() {
        return pointsOfColumn;
    }

    /**
     * Begins a series.
     *
     * @param range that all points lie in, not empty: microseconds since 1970
     * @param count how many points there will be
     * @param most the most points that are kept
     */
    Downsampling begin(TimeRange range, long count, int most, PointSink sink) {
        long from = range.fromMicros();
        long to = range.toMicros();
        int width = most / pointsOfColumn;
        return switch (this) {
            case LTTB -> new Lttb(count, most, sink);
            case M4 -> new M4(from, to, width, sink);
            case MINMAX -> new MinMax(from, to, width, sink);
            case AVG -> new MeanPerColumn(from, to, width, sink);
        };
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
