package io.sluice.query.writing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/** How far each partition of a topic is written: rows that change with what is written. */
final class PostgresWriterOffsets {
    private static final String BEGIN =
            """
            insert into writer_offset (topic, partition, topic_id, next_offset)
            select ?, p, ?, 0 from unnest(?::int[]) as p
            on conflict (topic, partition) do update set topic_id = excluded.topic_id, next_offset = 0
                where writer_offset.topic_id <> excluded.topic_id
            """;
    private static final String READ =
            "select partition, next_offset from writer_offset where topic = ?";
    private static final String ADVANCE =
            """
            update writer_offset w set next_offset = u.until
            from unnest(?::int[], ?::bigint[], ?::bigint[]) as u (partition, since, until)
            where w.topic = ? and w.partition = u.partition and w.next_offset = u.since
            """;

    private final JdbcTemplate jdbc;
    private final PostgresDurableTransaction transaction;

    PostgresWriterOffsets(JdbcTemplate jdbc, PostgresDurableTransaction transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /** Another writer went on with a partition that this one still holds for its own. */
    static final class LostPartition extends RuntimeException {
        LostPartition(String topic) {
            super("somebody else has written on in topic " + topic);
        }
    }

    /**
     * Where to go on in some partitions. A topic that was made anew begins at 0 again.
     *
     * @param topicId tells a topic from an earlier one of the same name
     */
    Map<Integer, Long> begin(String topic, String topicId, List<Integer> partitions) {
        int[] numbers = partitions.stream().mapToInt(Integer::intValue).toArray();
        Map<Integer, Long> offsets =
                transaction.execute(() -> {
                    jdbc.update(BEGIN, topic, topicId, numbers);
                    return read(topic);
                });
        offsets.keySet().retainAll(partitions);
        return offsets;
    }

    private Map<Integer, Long> read(String topic) {
        Map<Integer, Long> offsets = new HashMap<>();
        jdbc.query(
                READ,
                result -> {
                    offsets.put(result.getInt(1), result.getLong(2));
                },
                topic);
        return offsets;
    }

    /**
     * Goes on in a topic, as a part of the transaction that writes what the topic says. If nothing
     * follows, that transaction waits for the disk when it commits.
     *
     * @throws LostPartition if a partition is not where the progress begins; nothing may be written
     *     then
     */
    void advance(TopicProgress progress) {
        if (progress.caughtUp()) {
            jdbc.execute(PostgresDurableTransaction.WAIT_FOR_THE_DISK);
        }
        List<TopicProgress.Step> steps = progress.steps();
        int advanced =
                jdbc.update(
                        ADVANCE,
                        steps.stream().mapToInt(TopicProgress.Step::partition).toArray(),
                        steps.stream().mapToLong(TopicProgress.Step::since).toArray(),
                        steps.stream().mapToLong(TopicProgress.Step::until).toArray(),
                        progress.topic());
        if (advanced != steps.size()) {
            throw new LostPartition(progress.topic());
        }
    }
}
