package io.sluice.coordinator.storm;

import io.sluice.coordinator.OwnDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes down what happens in a storm: clients say what they were told, triggers what changed. */
final class StormRecord {
    private final JdbcTemplate database;
    private final Map<String, UUID> submitted = new ConcurrentHashMap<>();
    private final Queue<Promised> promised = new ConcurrentLinkedQueue<>();
    private final Queue<Accepted> accepted = new ConcurrentLinkedQueue<>();
    private final Map<String, Integer> capacities = new ConcurrentHashMap<>();
    private final Queue<String> surprises = new ConcurrentLinkedQueue<>();

    /**
     * @param own with the tables of the service, and no task
     */
    StormRecord(OwnDatabase own) {
        database = own.superuser();
        database.execute(
                """
                create schema audit;
                create table audit.change (number bigint generated always as identity,
                    transaction bigint, begun timestamptz, at timestamptz, task uuid,
                    class_id bigint, rank timestamptz, before text, after text, token bigint,
                    reported_token bigint, node text, leased_until timestamptz, attempts int,
                    returns int, reason text, avoided_node text, avoided_until timestamptz);
                create table audit.outbox (task uuid);
                create function audit.note_task() returns trigger language plpgsql
                security definer as $$begin
                    insert into audit.change (transaction, begun, at, task, class_id, rank, before,
                        after, token, reported_token, node, leased_until, attempts, returns,
                        reason, avoided_node, avoided_until)
                    values (txid_current(), now(), clock_timestamp(), new.id, new.class_id,
                        new.rank, case tg_op when 'UPDATE' then old.state end, new.state,
                        new.token, new.reported_token, new.node_id, new.leased_until,
                        new.attempts, new.returns, new.history -> -1 ->> 'reason',
                        new.avoid_node, new.avoid_until);
                    return new;
                end$$;
                create function audit.note_outbox() returns trigger language plpgsql
                security definer as $$begin
                    insert into audit.outbox values (new.task_id);
                    return new;
                end$$;
                create trigger note_task before insert or update on task
                    for each row execute function audit.note_task();
                create trigger note_outbox before insert on outbox
                    for each row execute function audit.note_outbox();
                """);
    }

    void submitted(String key, UUID task) {
        UUID before = submitted.putIfAbsent(key, task);
        if (before != null && !before.equals(task)) {
            surprises.add("key %s is of task %s and of task %s".formatted(key, before, task));
        }
    }

    boolean isSubmitted(String key) {
        return submitted.containsKey(key);
    }

    void promised(Promised promise) {
        promised.add(promise);
    }

    void accepted(Accepted result) {
        accepted.add(result);
    }

    void capacity(String node, int capacity) {
        capacities.put(node, capacity);
    }

    /** Something that must not be answered, or not at this time. */
    void surprise(String what) {
        surprises.add(what);
    }

    List<String> surprises() {
        return List.copyOf(surprises);
    }

    long finished() {
        return Objects.requireNonNull(
                database.queryForObject(
                        "select count(*) from task where finished_at is not null", Long.class));
    }

    /** What is counted as waiting in the end. */
    long waiting() {
        return Objects.requireNonNull(
                database.queryForObject("select sum(waiting) from task_class", Long.class));
    }

    StormHistory history() {
        return new StormHistory(
                Map.copyOf(submitted),
                List.copyOf(promised),
                List.copyOf(accepted),
                database.query("select * from audit.change order by number", StormRecord::change),
                database.query(
                        "select task from audit.outbox", (row, _) -> row.getObject(1, UUID.class)),
                Map.copyOf(capacities));
    }

    private static Change change(ResultSet row, int number) throws SQLException {
        return new Change(
                row.getLong("number"),
                row.getLong("transaction"),
                row.getTimestamp("begun").toInstant(),
                row.getTimestamp("at").toInstant(),
                row.getObject("task", UUID.class),
                row.getLong("class_id"),
                row.getTimestamp("rank").toInstant(),
                row.getString("before"),
                row.getString("after"),
                row.getObject("token", Long.class),
                row.getObject("reported_token", Long.class),
                row.getString("node"),
                instant(row.getTimestamp("leased_until")),
                row.getInt("attempts"),
                row.getInt("returns"),
                row.getString("reason"),
                row.getString("avoided_node"),
                instant(row.getTimestamp("avoided_until")));
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }
}
