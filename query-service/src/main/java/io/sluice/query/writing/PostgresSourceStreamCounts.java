package io.sluice.query.writing;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.JdbcTemplate;

/** The books: what became of the readings of each source stream. */
final class PostgresSourceStreamCounts {
    private static final String ADD =
            """
            insert into source_stream_count
                (source_stream, stored, duplicate, corrected, rejected, first_at, last_at)
            select *, now(), now() from unnest(?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[])
            on conflict (source_stream) do update set
                stored = source_stream_count.stored + excluded.stored,
                duplicate = source_stream_count.duplicate + excluded.duplicate,
                corrected = source_stream_count.corrected + excluded.corrected,
                rejected = source_stream_count.rejected + excluded.rejected,
                last_at = excluded.last_at
            """;

    /** {@code http:1a2b:7} becomes part of {@code http:*}. */
    private static final String FOLD =
            """
            with folded as (
                delete from source_stream_count
                where last_at < now() - ? * interval '1 second' and source_stream not like '%:*'
                returning *
            )
            insert into source_stream_count
            select split_part(source_stream, ':', 1) || ':*', sum(stored), sum(duplicate), sum(corrected),
                sum(rejected), min(first_at), max(last_at)
            from folded group by 1
            on conflict (source_stream) do update set
                stored = source_stream_count.stored + excluded.stored,
                duplicate = source_stream_count.duplicate + excluded.duplicate,
                corrected = source_stream_count.corrected + excluded.corrected,
                rejected = source_stream_count.rejected + excluded.rejected,
                first_at = least(source_stream_count.first_at, excluded.first_at),
                last_at = greatest(source_stream_count.last_at, excluded.last_at)
            """;

    private final JdbcTemplate jdbc;

    PostgresSourceStreamCounts(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * In the order of their names: two writers that count for the same streams must not wait for
     * each other in a circle.
     */
    void add(StreamCounts counts) {
        List<String> streams = counts.streams();
        List<Integer> order =
                IntStream.range(0, streams.size())
                        .boxed()
                        .sorted(Comparator.comparing(streams::get))
                        .toList();
        jdbc.update(
                ADD,
                order.stream().map(streams::get).toArray(String[]::new),
                column(counts, order, StreamCounts.Fate.STORED),
                column(counts, order, StreamCounts.Fate.DUPLICATE),
                column(counts, order, StreamCounts.Fate.CORRECTED),
                column(counts, order, StreamCounts.Fate.REJECTED));
    }

    /** Adds streams that have been silent for a time to the sum of their kind. */
    int fold(Duration silent) {
        return jdbc.update(FOLD, silent.toSeconds());
    }

    private static long[] column(StreamCounts counts, List<Integer> order, StreamCounts.Fate fate) {
        return order.stream().mapToLong(stream -> counts.count(stream, fate)).toArray();
    }
}
