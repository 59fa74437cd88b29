package io.sluice.coordinator.result;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finished tasks by the time of their end, page by page. */
@Component
final class PostgresResults {
    /** A page ends after so much output, so that it fits into memory. */
    private static final int PAGE_BYTES = 8 * 1_024 * 1_024;

    private final JdbcClient jdbc;

    PostgresResults(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    ResultPage page(ResultQuestion question) {
        Map<String, Object> parameters = new HashMap<>();
        String conditions = conditions(question, parameters);
        parameters.put("limit", question.limit() + 1);
        parameters.put("bytes", PAGE_BYTES);
        List<Row> found =
                jdbc.sql(statement(conditions))
                        .params(parameters)
                        .query((row, _) ->
                                new Row(PostgresFinishedTasks.task(row), row.getInt("available")))
                        .list();
        List<FinishedTask> shown = found.stream().limit(question.limit()).map(Row::task).toList();
        boolean hasMore = !found.isEmpty() && found.getFirst().available() > shown.size();
        return new ResultPage(shown, hasMore ? ResultPlace.of(shown.getLast()).cursor() : null);
    }

    /**
     * @param available how many there are, up to one more than the limit
     */
    private record Row(FinishedTask task, int available) {}

    private static String statement(String conditions) {
        return """
        with chosen as materialized (
            select t.id, t.finished_at, coalesce(octet_length(t.output), 0) as size
            from %s where %s
            order by t.finished_at desc, t.id desc limit :limit
        ), sized as (
            select id, sum(size) over (order by finished_at desc, id desc) - size as before
            from chosen
        )
        select %s, (select count(*) from chosen) as available from sized s join %s on t.id = s.id
        where s.before < :bytes order by t.finished_at desc, t.id desc
        """
                .formatted(
                        PostgresFinishedTasks.TABLES,
                        conditions,
                        PostgresFinishedTasks.COLUMNS,
                        PostgresFinishedTasks.TABLES);
    }

    private static String conditions(ResultQuestion question, Map<String, Object> parameters) {
        List<String> conditions = new ArrayList<>();
        conditions.add("t.finished_at is not null");
        ResultFilter filter = question.filter();
        filter.model()
                .ifPresent(model -> {
                    conditions.add("c.model = :model");
                    parameters.put("model", model);
                });
        filter.state()
                .ifPresent(state -> {
                    conditions.add("t.state = :state");
                    parameters.put("state", state.word());
                });
        filter.device()
                .ifPresent(device -> {
                    conditions.add("t.device_id = :device");
                    parameters.put("device", device);
                });
        question.from()
                .ifPresent(from -> {
                    conditions.add("t.finished_at >= :from");
                    parameters.put("from", time(from));
                });
        question.to()
                .ifPresent(to -> {
                    conditions.add("t.finished_at < :to");
                    parameters.put("to", time(to));
                });
        question.after()
                .ifPresent(place -> {
                    conditions.add("(t.finished_at, t.id) < (:after_time, :after_id)");
                    parameters.put("after_time", time(place.finishedAt()));
                    parameters.put("after_id", place.taskId());
                });
        return String.join(" and ", conditions);
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
