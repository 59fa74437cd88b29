package io.sluice.query.question;

import io.sluice.query.answer.Answer;
import io.sluice.query.answer.Column;
import io.sluice.query.answer.RowSink;
import io.sluice.query.point.PointStore;
import io.sluice.query.point.Summary;
import io.sluice.query.tier.Aggregation;
import io.sluice.query.tier.Bucket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What expressions make of many series. Buckets come in the order of the alignments, and are kept
 * for one alignment at a time, so that memory has a limit: that of the rows of an answer.
 */
final class ComputedAnswer implements Answer {
    private final PointStore store;
    private final QuestionPlan plan;
    private final Bucket bucket;
    private final List<Alignment> alignments;

    /**
     * For each group the number under which it is read: those of an alignment follow each other.
     */
    private final int[] placeOf;

    private final int[] alignmentAt;
    private final int[] selectionAt;
    private final BucketValues[] operands;
    private long rowsRead;
    private long found;
    private long buckets;
    private int alignment = -1;
    private boolean isCut;

    ComputedAnswer(PointStore store, QuestionPlan plan, Bucket bucket, List<Alignment> alignments) {
        this.store = store;
        this.plan = plan;
        this.bucket = bucket;
        this.alignments = alignments;
        int groups = plan.chosen().groups().size();
        this.placeOf = new int[groups];
        this.alignmentAt = new int[groups];
        this.selectionAt = new int[groups];
        int place = 0;
        for (int i = 0; i < alignments.size(); i++) {
            for (Map.Entry<Integer, Integer> one : alignments.get(i).groupOf().entrySet()) {
                placeOf[one.getValue()] = place;
                alignmentAt[place] = i;
                selectionAt[place] = one.getKey();
                place++;
            }
        }
        this.operands = new BucketValues[plan.question().selections().size()];
        Arrays.setAll(operands, _ -> new BucketValues());
    }

    @Override
    public Map<String, Object> head() {
        return plan.head();
    }

    @Override
    public String rows() {
        return "points";
    }

    @Override
    public List<String> groups() {
        return plan.groups();
    }

    @Override
    public List<Column> columns() {
        return List.of(Column.time("time"), Column.number("value"));
    }

    @Override
    public Map<String, Object> writeTo(RowSink sink) {
        int series = alignments.size() * plan.question().computations().size();
        Portion portion = Portion.of(plan, bucket, series);
        isCut = portion.isCut();
        GroupRows rows = new GroupRows(plan.question(), bucket, portion.range(), sink);
        List<Integer> places = new ArrayList<>();
        plan.chosen().groupOf().forEach(group -> places.add(placeOf[group]));
        store.buckets(
                plan.query(places, portion.range(), bucket, plan.mostRows() + 1),
                summary -> take(summary, rows));
        compute(rows);
        return plan.tail(rowsRead, found, isCut);
    }

    private void take(Summary summary, GroupRows rows) {
        if (++buckets > plan.mostRows()) {
            isCut = true;
            return;
        }
        if (alignmentAt[summary.group()] != alignment) {
            compute(rows);
            alignment = alignmentAt[summary.group()];
        }
        rowsRead += summary.rows();
        found += summary.count();
        Aggregation aggregation = plan.question().aggregations().getFirst();
        operands[selectionAt[summary.group()]].add(summary.start(), summary.value(aggregation));
    }

    private void compute(GroupRows rows) {
        if (alignment >= 0) {
            for (Question.Computation computation : plan.question().computations()) {
                compute(computation, rows);
            }
        }
        for (BucketValues values : operands) {
            values.clear();
        }
    }

    private void compute(Question.Computation computation, GroupRows rows) {
        boolean[] begun = {false};
        new BucketJoin(computation.expression(), operands)
                .forEach((start, value) -> {
                    if (!begun[0]) {
                        rows.begin(
                                QuestionPlan.keys(
                                        computation.name(), alignments.get(alignment).keys()));
                        begun[0] = true;
                    }
                    rows.add(start, new double[] {value});
                });
        if (begun[0]) {
            rows.end();
        }
    }
}
