package io.sluice.coordinator.node;

import io.sluice.coordinator.database.PostgresJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code node}. */
@Repository
public class PostgresNodes {
    /** A lease whose time is over counts until it is ended: it may be renewed at this moment. */
    private static final String SELECT =
            """
            select n.*, coalesce(t.succeeded, 0) as succeeded, coalesce(t.failed, 0) as failed,
                extract(epoch from clock_timestamp() - n.last_heard_at) as silence,
                (select count(*) from task where state = 'leased' and node_id = n.id) as leases
            from node n left join node_tally t on t.node_id = n.id
            """;

    private final JdbcClient database;
    private final NodeProperties properties;

    PostgresNodes(JdbcClient database, NodeProperties properties) {
        this.database = database;
        this.properties = properties;
    }

    /** The incarnation of a node, whose row stays locked until the transaction ends. */
    Optional<String> lockedIncarnation(String id) {
        return database.sql("select incarnation from node where id = :id for update")
                .param("id", id)
                .query(String.class)
                .optional();
    }

    /** Returns false if there is one already. */
    boolean insert(String id, NodeRegistration registration, String incarnation) {
        return write(
                        """
                        insert into node (id, address, capacity, models, labels, push, incarnation,
                            registered_at, last_heard_at)
                        values (:id, :address, :capacity, :models::jsonb, :labels::jsonb, :push,
                            :incarnation, clock_timestamp(), clock_timestamp())
                        on conflict (id) do nothing
                        """,
                        id,
                        registration,
                        incarnation)
                > 0;
    }

    void update(String id, NodeRegistration registration, String incarnation) {
        write(
                """
                update node set address = :address, capacity = :capacity, models = :models::jsonb,
                    labels = :labels::jsonb, push = :push,
                    draining = draining and incarnation = :incarnation,
                    incarnation = :incarnation, is_offline = false,
                    last_heard_at = clock_timestamp()
                where id = :id
                """,
                id,
                registration,
                incarnation);
    }

    private int write(
            String sql, String id, NodeRegistration registration, @Nullable String incarnation) {
        return database.sql(sql)
                .param("id", id)
                .param("address", registration.address())
                .param("capacity", registration.capacity())
                .param("models", PostgresJson.of(registration.models()))
                .param("labels", PostgresJson.of(registration.labels()))
                .param("push", registration.push())
                .param("incarnation", incarnation)
                .update();
    }

    /** Returns false if there is no such node with this incarnation, or any where it is null. */
    boolean hear(
            String id,
            @Nullable String incarnation,
            @Nullable NodeLoad load,
            @Nullable Map<String, List<String>> models) {
        return database.sql(
                                """
                                update node set last_heard_at = clock_timestamp(),
                                    is_offline = false,
                                    load = coalesce(:load::jsonb, load),
                                    models = coalesce(:models::jsonb, models)
                                where id = :id
                                    and (:incarnation::text is null or incarnation = :incarnation)
                                """)
                        .param("id", id)
                        .param("incarnation", incarnation)
                        .param("load", load == null ? null : PostgresJson.of(load))
                        .param("models", models == null ? null : PostgresJson.of(models))
                        .update()
                > 0;
    }

    /** Returns false if there is no such node. */
    boolean setDraining(String id, boolean draining) {
        return database.sql("update node set draining = :draining where id = :id")
                        .param("id", id)
                        .param("draining", draining)
                        .update()
                > 0;
    }

    void delete(String id) {
        database.sql("delete from node where id = :id").param("id", id).update();
    }

    Optional<Node> find(String id) {
        return database.sql(SELECT + " where n.id = :id")
                .param("id", id)
                .query(this::node)
                .optional();
    }

    List<Node> all() {
        return database.sql(SELECT + " order by n.id").query(this::node).list();
    }

    /** Those of the nodes that are there, locked in the order of their ids. */
    public List<Node> locked(Collection<String> ids) {
        // Leases are counted apart: a row that waited for its lock is read again, its subqueries
        // are not.
        database.sql("select id from node where id = any(:ids) order by id for update")
                .param("ids", ids.toArray(String[]::new))
                .query(String.class)
                .list();
        return database.sql(SELECT + " where n.id = any(:ids) order by n.id")
                .param("ids", ids.toArray(String[]::new))
                .query(this::node)
                .list();
    }

    /** The nodes that tasks are sent to, if they were heard lately. */
    public List<String> pushed() {
        return database.sql(
                        """
                        select id from node where push and not draining
                            and last_heard_at > clock_timestamp() - make_interval(secs => :suspect)
                        """)
                .param("suspect", seconds(properties.suspectAfter()))
                .query(PostgresNodes::id)
                .list();
    }

    /** All models that some node runs, with the versions that some node holds. */
    Map<String, List<String>> models() {
        Map<String, List<String>> models = new HashMap<>();
        database.sql(
                        """
                        select m.key as model, array_remove(array_agg(distinct v), null) as versions
                        from node cross join lateral jsonb_each(models) m
                        left join lateral jsonb_array_elements_text(m.value) v on true
                        group by m.key
                        """)
                .query(row -> {
                    models.put(
                            row.getString("model"),
                            List.of((String[]) row.getArray("versions").getArray()));
                });
        return models;
    }

    /** Those that have become offline, each told once. */
    List<String> noteOffline() {
        return database.sql(
                        """
                        update node set is_offline = true where not is_offline
                            and last_heard_at < clock_timestamp() - make_interval(secs => :offline)
                        returning id
                        """)
                .param("offline", seconds(properties.offlineAfter()))
                .query(PostgresNodes::id)
                .list();
    }

    /** Those that were not heard for so long that they are removed now. */
    List<String> forget() {
        return database.sql(
                        """
                        delete from node n
                        where last_heard_at < clock_timestamp() - make_interval(secs => :forgotten)
                            and not exists (
                                select from task where state = 'leased' and node_id = n.id)
                        returning id
                        """)
                .param("forgotten", seconds(properties.forgottenAfter()))
                .query(PostgresNodes::id)
                .list();
    }

    private static String id(ResultSet row, int number) throws SQLException {
        return row.getString(1);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private Node node(ResultSet row, int number) throws SQLException {
        boolean draining = row.getBoolean("draining");
        long leases = row.getLong("leases");
        Duration silence = Duration.ofMillis((long) (row.getDouble("silence") * 1000));
        Timestamp registered = row.getTimestamp("registered_at");
        return new Node(
                row.getString("id"),
                row.getString("address"),
                row.getInt("capacity"),
                PostgresJson.lists(row.getString("models")),
                PostgresJson.texts(row.getString("labels")),
                row.getBoolean("push"),
                draining,
                row.getString("incarnation"),
                PostgresJson.readIfAny(row.getString("load"), NodeLoad.class),
                registered.toInstant(),
                row.getTimestamp("last_heard_at").toInstant(),
                NodeState.of(silence, draining, leases, properties),
                leases,
                row.getLong("succeeded"),
                row.getLong("failed"));
    }
}
