package io.sluice.query.question;

import io.sluice.query.answer.Answer;
import io.sluice.query.answer.Column;
import io.sluice.query.answer.RowSink;
import io.sluice.query.point.BucketRow;
import io.sluice.query.point.PointStore;
import io.sluice.query.point.Summary;
import io.sluice.query.tier.Bucket;
import java.util.List;
import java.util.Map;

/** The readings of many series summed up by group and bucket. */
final class GroupsAnswer implements Answer {
    private static final int NO_GROUP = -1;

    private final PointStore store;
    private final QuestionPlan plan;
    private final Bucket bucket;
    private long rowsRead;
    private long found;
    private long buckets;
    private int group = NO_GROUP;
    private boolean isCut;

    GroupsAnswer(PointStore store, QuestionPlan plan, Bucket bucket) {
        this.store = store;
        this.plan = plan;
        this.bucket = bucket;
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
        return BucketRow.columns(plan.question().aggregations());
    }

    @Override
    public Map<String, Object> writeTo(RowSink sink) {
        Portion portion = Portion.of(plan, bucket, plan.chosen().groups().size());
        isCut = portion.isCut();
        BucketRow row = new BucketRow(plan.question().aggregations(), sink);
        GroupRows rows = new GroupRows(plan.question(), bucket, portion.range(), sink);
        boolean readsAll = plan.question().top() != null;
        store.buckets(
                plan.query(
                        plan.chosen().groupOf(),
                        portion.range(),
                        bucket,
                        readsAll ? Integer.MAX_VALUE : plan.mostRows() + 1),
                summary -> take(summary, row.values(summary), rows, readsAll));
        if (group != NO_GROUP) {
            rows.end();
        }
        return plan.tail(rowsRead, found, isCut);
    }

    private void take(Summary summary, double[] values, GroupRows rows, boolean readsAll) {
        if (++buckets > plan.mostRows() && !readsAll) {
            isCut = true;
            return;
        }
        if (summary.group() != group) {
            if (group != NO_GROUP) {
                rows.end();
            }
            group = summary.group();
            ChosenSeries.Group begun = plan.chosen().groups().get(group);
            String name = plan.question().selections().get(begun.selection()).name();
            rows.begin(QuestionPlan.keys(name, begun.keys()));
        }
        rowsRead += summary.rows();
        found += summary.count();
        rows.add(summary.start(), values);
    }
}
