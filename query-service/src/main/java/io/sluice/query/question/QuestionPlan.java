package io.sluice.query.question;

import io.sluice.query.point.BucketQuery;
import io.sluice.query.point.Fill;
import io.sluice.query.point.PointQuery;
import io.sluice.query.point.TimeRange;
import io.sluice.query.tier.Aggregation;
import io.sluice.query.tier.Bucket;
import io.sluice.query.tier.Tier;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a question about many series is answered.
 *
 * @param range the range that is read
 * @param bucket null for the readings themselves
 * @param mostRows the most rows of the answer
 * @param pendingHours how many hours of series rollups do not tell of in full yet
 */
record QuestionPlan(
        Question question,
        ChosenSeries chosen,
        TimeRange range,
        Tier tier,
        @Nullable Bucket bucket,
        int mostRows,
        long pendingHours,
        ExpectedReadings expected) {
    Map<String, Object> head() {
        Map<String, Object> head = new LinkedHashMap<>();
        head.put("from", range.from());
        head.put("to", range.to());
        if (question.isZoned()) {
            head.put("zone", question.zone().getId());
        }
        head.put("tier", tier.text());
        if (bucket != null) {
            head.put("bucket", bucket.text());
            head.put(
                    "aggregate",
                    question.aggregations().stream()
                            .map(Aggregation::text)
                            .collect(Collectors.joining(",")));
            if (question.fill() != Fill.NONE) {
                head.put("fill", question.fill().name().toLowerCase(Locale.ROOT));
            }
        }
        if (tier != Tier.RAW && pendingHours > 0) {
            head.put("pending_hours", pendingHours);
        }
        head.put("series_read", chosen.distinct().size());
        return head;
    }

    /** The columns before the rows. */
    List<String> groups() {
        List<String> names = new ArrayList<>();
        names.add("name");
        List<String> groupBy = question.groupBy();
        if (groupBy == null) {
            names.add("device_id");
            names.add("metric");
        } else {
            groupBy.forEach(by -> names.add(by.equals("device") ? "device_id" : by));
        }
        return names;
    }

    /** What a group of a name has in these columns. */
    static List<@Nullable String> keys(String name, List<@Nullable String> keys) {
        List<@Nullable String> all = new ArrayList<>();
        all.add(name);
        all.addAll(keys);
        return all;
    }

    /** What is read, in ascending order within each group. */
    BucketQuery query(List<Integer> groupOf, TimeRange part, Bucket buckets, int limit) {
        return new BucketQuery(
                chosen.series(),
                groupOf,
                part,
                tier,
                buckets,
                EnumSet.copyOf(question.aggregations()),
                question.filter(),
                PointQuery.Order.ASC,
                limit);
    }

    /**
     * What is shown after the rows.
     *
     * @param found how many readings were found in the range
     * @param isCut whether there were more rows than an answer may have
     */
    Map<String, Object> tail(long rowsRead, long found, boolean isCut) {
        Map<String, Object> tail = new LinkedHashMap<>();
        tail.put("rows_read", rowsRead);
        if (!isCut && question.filter().isAll()) {
            expected.of(found, chosen.series().size())
                    .ifPresent(shown -> tail.put("completeness", shown));
        }
        tail.put("cut", isCut);
        return tail;
    }
}
