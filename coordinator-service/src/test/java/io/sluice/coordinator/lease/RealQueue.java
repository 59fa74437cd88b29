package io.sluice.coordinator.lease;

import io.sluice.coordinator.Api;
import io.sluice.coordinator.CoordinatorApplication;
import io.sluice.coordinator.OwnDatabase;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The service on a database whose clock stands still until it is moved. Rounds of dispatch, and
 * looks for leases that ran out, happen when they are asked for.
 */
final class RealQueue implements AutoCloseable {
    /** The second 0 of the clock. */
    private static final String START = "timestamptz '2026-01-01 00:00:00Z'";

    private final ConfigurableApplicationContext context;
    private final JdbcTemplate database;
    private final Api api;

    private RealQueue(ConfigurableApplicationContext context, JdbcTemplate database) {
        this.context = context;
        this.database = database;
        this.api =
                new Api(
                        context.getEnvironment()
                                .getRequiredProperty("local.server.port", Integer.class));
    }

    static RealQueue start() {
        OwnDatabase own = OwnDatabase.create("task_state_model");
        JdbcTemplate database = own.superuser();
        makeClock(database);
        ConfigurableApplicationContext context =
                new SpringApplicationBuilder(CoordinatorApplication.class)
                        .run(
                                own.arguments(
                                                "--server.port=0",
                                                "--sluice.outbox.enabled=false",
                                                "--sluice.leases.look-every=1ns",
                                                "--spring.datasource.hikari.schema=",
                                                "--spring.datasource.hikari.connection-init-sql="
                                                        + "set search_path ="
                                                        + " coordinator, still, pg_catalog")
                                        .toArray(String[]::new));
        context.getBean(Dispatcher.class).stop();
        return new RealQueue(context, database);
    }

    /** Functions that stand before those of PostgreSQL with the same names. */
    private static void makeClock(JdbcTemplate database) {
        database.execute(
                """
                create schema still;
                create table still.clock (at timestamptz not null);
                insert into still.clock values (%s);
                create function still.clock_timestamp() returns timestamptz language sql volatile
                    as 'select at from still.clock';
                create function still.now() returns timestamptz language sql stable
                    as 'select at from still.clock';
                grant usage on schema still to coordinator;
                grant select on still.clock to coordinator;
                """
                        .formatted(START));
    }

    /** Forgets all tasks and nodes, and sets the clock back. */
    void clear() {
        database.execute("truncate task, outbox, webhook_delivery, node, node_tally");
        database.execute("update task_class set waiting = 0");
        setClock(0);
    }

    void setClock(long seconds) {
        database.update(
                "update still.clock set at = " + START + " + ? * interval '1 second'", seconds);
    }

    Api api() {
        return api;
    }

    Map<String, List<Lease>> round(Map<String, Integer> asked) {
        return context.getBean(DispatchRound.class)
                .run(
                        asked.entrySet().stream()
                                .map(demand ->
                                        new WorkDemand(demand.getKey(), null, demand.getValue()))
                                .toList());
    }

    void sweep() {
        context.getBean(LeaseSweep.class).runWhenDue();
    }

    /** The rows of all tasks, as far as the model knows what they hold. */
    List<TaskRow> tasks() {
        return database.query(
                """
                select id, state, attempts, returns, token, reported_token, node_id,
                    extract(epoch from leased_until - %1$s)::bigint as leased_until,
                    extract(epoch from finished_at - %1$s)::bigint as finished_at,
                    (select string_agg(concat_ws(' ',
                            extract(epoch from (h.entry ->> 'at')::timestamptz - %1$s)::bigint,
                            h.entry ->> 'state', h.entry ->> 'node', h.entry ->> 'attempt'),
                            ', ' order by h.place)
                        from jsonb_array_elements(history) with ordinality as h (entry, place))
                        as history
                from task order by id
                """
                        .formatted(START),
                (row, _) ->
                        new TaskRow(
                                row.getObject("id", UUID.class),
                                row.getString("state"),
                                row.getInt("attempts"),
                                row.getInt("returns"),
                                row.getObject("token", Long.class),
                                row.getObject("reported_token", Long.class),
                                row.getString("node_id"),
                                row.getObject("leased_until", Long.class),
                                row.getObject("finished_at", Long.class),
                                row.getString("history")));
    }

    /** The classes whose number of waiting tasks is not what is queued. */
    List<String> wrongCounts() {
        return database.query(
                """
                select id, waiting, queued from (
                    select c.id, c.waiting, (select count(*) from task t
                        where t.class_id = c.id and t.state = 'queued') as queued
                    from task_class c) as counts where waiting <> queued
                """,
                (row, _) ->
                        "class %d: %d for %d"
                                .formatted(
                                        row.getLong("id"),
                                        row.getLong("waiting"),
                                        row.getLong("queued")));
    }

    /** The finished tasks whose records are to be sent, as often as that is so. */
    List<UUID> outbox() {
        return database.query(
                "select task_id from outbox", (row, _) -> row.getObject(1, UUID.class));
    }

    /** The highest token that was given out. */
    long lastToken() {
        return Objects.requireNonNull(
                database.queryForObject(
                        "select case when is_called then last_value else 0 end from lease_token",
                        Long.class));
    }

    @Override
    public void close() {
        context.close();
    }
}
