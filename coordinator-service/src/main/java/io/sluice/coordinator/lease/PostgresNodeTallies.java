package io.sluice.coordinator.lease;

import io.sluice.coordinator.lease.ResultTallies.Tally;
import java.util.SortedMap;
import java.util.function.ToIntFunction;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Table {@code node_tally}: what each node has done. */
@Repository
class PostgresNodeTallies {
    private final JdbcTemplate database;

    PostgresNodeTallies(JdbcTemplate database) {
        this.database = database;
    }

    /** Adds results of nodes. The rows are locked in the order of their keys. */
    void add(SortedMap<String, Tally> tallies) {
        if (!tallies.isEmpty()) {
            database.update(
                    """
                    insert into node_tally (node_id, succeeded, failed)
                    select * from unnest(?::text[], ?::bigint[], ?::bigint[])
                    on conflict (node_id) do update set
                        succeeded = node_tally.succeeded + excluded.succeeded,
                        failed = node_tally.failed + excluded.failed
                    """,
                    tallies.keySet().toArray(String[]::new),
                    counts(tallies, Tally::succeeded),
                    counts(tallies, Tally::failed));
        }
    }

    private static int[] counts(SortedMap<String, Tally> tallies, ToIntFunction<Tally> column) {
        return tallies.values().stream().mapToInt(column).toArray();
    }
}
