package io.sluice.query.point;

import io.sluice.query.calendar.CalendarCondition;
import io.sluice.query.calendar.ZoneParameter;
import io.sluice.query.problem.ErrorCode;
import io.sluice.query.problem.QueryException;
import io.sluice.query.tier.Aggregation;
import io.sluice.query.tier.AskedResolution;
import io.sluice.query.tier.QualityFilter;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The parameters of a request for points. */
record PointsRequest(Map<String, String> parameters) {
    private static final int MOST_SHOWN = 100_000;
    private static final int USUAL_LIMIT = 1_000;
    private static final int USUAL_MAX_POINTS = 1_000;
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    /** Whether readings are asked for page by page, as if there were nothing but readings. */
    boolean isOfPages() {
        return get("resolution") == null
                && (get("limit") != null || get("cursor") != null || get("order") != null);
    }

    /**
     * The question that is asked.
     *
     * @param limit the parameter of that name, or null
     * @throws QueryException where a parameter is not what it should be, or does not go with
     *     another one
     */
    PointsQuestion question(@Nullable Integer limit) {
        ZoneId zone = ZoneParameter.parse(get("zone"));
        Thinning thinning = Thinning.parse(get("downsample")).orElse(null);
        PointsQuestion question =
                new PointsQuestion(
                        time("from"),
                        time("to"),
                        resolution(zone),
                        Aggregation.parse(get("aggregate")),
                        maxPoints(),
                        thinning,
                        Fill.parse(get("fill")),
                        new ReadingFilter(
                                QualityFilter.parse(get("quality")),
                                CalendarCondition.parse(get("calendar"), zone)),
                        zone,
                        get("zone") != null,
                        order(),
                        limit(limit),
                        get("cursor"));
        check(question);
        return question;
    }

    private void check(PointsQuestion question) {
        TimeRange range = question.range();
        boolean isThinned = question.thinning() != null;
        refuseIf(isThinned && range.from().equals(range.to()), "downsample", "an empty range");
        refuseIf(isThinned && question.fill() != Fill.NONE, "downsample", "fill");
        refuseIf(isThinned && question.aggregations().size() > 1, "downsample", "many aggregates");
        refuseIf(isThinned && isDescending(question), "downsample", "order=desc");
        refuseIf(isThinned && get("limit") != null, "downsample", "limit; give max_points");
        refuseIf(isThinned && get("cursor") != null, "downsample", "cursor");
        refuseIf(question.fill() != Fill.NONE && isDescending(question), "fill", "order=desc");
        boolean isRaw = question.resolution() instanceof AskedResolution.Raw || isOfPages();
        refuseIf(isRaw && get("aggregate") != null, "aggregate", "readings; give a bucket");
        refuseIf(isRaw && question.fill() != Fill.NONE, "fill", "readings; give a bucket");
        boolean isAuto = question.resolution() instanceof AskedResolution.Auto && !isOfPages();
        refuseIf(
                get("max_points") != null && !isAuto && !isThinned,
                "max_points",
                "a resolution other than auto, without downsample");
        Thinning thinning = question.thinning();
        if (thinning != null && question.maxPoints() < thinning.fewestPoints()) {
            throw new QueryException(
                    ErrorCode.INVALID_MAX_POINTS,
                    "max_points "
                            + question.maxPoints()
                            + " is less than the "
                            + thinning.fewestPoints()
                            + " points of one column of "
                            + thinning.text());
        }
    }

    private static boolean isDescending(PointsQuestion question) {
        return question.order() == PointQuery.Order.DESC;
    }

    private static void refuseIf(boolean conflict, String one, String other) {
        if (conflict) {
            throw new QueryException(
                    ErrorCode.CONFLICTING_PARAMETERS, one + " can't be had together with " + other);
        }
    }

    private @Nullable Instant time(String name) {
        return get(name) == null ? null : TimeParameter.parse(name, get(name), Instant.EPOCH);
    }

    private AskedResolution resolution(ZoneId zone) {
        String text = get("resolution");
        return AskedResolution.parse(text == null ? "auto" : text, zone);
    }

    private int maxPoints() {
        String text = get("max_points");
        if (text == null) {
            return USUAL_MAX_POINTS;
        }
        int number = NUMBER.matcher(text).matches() ? Integer.parseInt(text) : 0;
        if (number < 1 || number > MOST_SHOWN) {
            throw new QueryException(
                    ErrorCode.INVALID_MAX_POINTS,
                    "max_points '"
                            + (text.length() > 20 ? text.substring(0, 20) + "…" : text)
                            + "' is not in 1 to "
                            + MOST_SHOWN);
        }
        return number;
    }

    private @Nullable Integer limit(@Nullable Integer limit) {
        if (limit != null && (limit < 1 || limit > MOST_SHOWN)) {
            throw new QueryException(
                    ErrorCode.INVALID_LIMIT, "limit " + limit + " is not in 1 to " + MOST_SHOWN);
        }
        return limit == null && isOfPages() ? Integer.valueOf(USUAL_LIMIT) : limit;
    }

    private PointQuery.Order order() {
        String text = get("order");
        return switch (text == null ? "asc" : text) {
            case "asc" -> PointQuery.Order.ASC;
            case "desc" -> PointQuery.Order.DESC;
            default ->
                    throw new QueryException(
                            ErrorCode.INVALID_ORDER,
                            "order '" + text + "' is neither asc nor desc");
        };
    }

    /** A parameter; null if it is missing or blank. */
    private @Nullable String get(String name) {
        String text = parameters.get(name);
        return text == null || text.isBlank() ? null : text;
    }
}
