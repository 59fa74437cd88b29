package io.sluice.query.writing;

import io.sluice.contracts.readings.ReadingBatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Recognises messages that are delivered again and whose readings do not tell, because they are
 * timed on arrival. Only messages with an idempotency key can be recognised so.
 */
final class PostgresDeliveredMessages {
    private static final String REMEMBER =
            """
            insert into delivered_message (source_stream, digest, device_id, part, received_at)
            select source_stream, digest, device_id, part, timestamptz 'epoch' + received_at * interval '1 microsecond'
            from unnest(?::text[], ?::bytea[], ?::text[], ?::int[], ?::bigint[])
                as d (source_stream, digest, device_id, part, received_at)
            on conflict do nothing
            returning source_stream, encode(digest, 'hex'), device_id, part
            """;
    private static final String FORGET =
            "delete from delivered_message where received_at < now() - ? * interval '1 second'";

    private record Key(String sourceStream, String digest, String device, int part) {}

    private final JdbcTemplate jdbc;

    PostgresDeliveredMessages(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Those of the batches that were delivered before, earlier ones of the same list included. */
    Set<ReadingBatch> redelivered(List<ReadingBatch> batches) {
        List<ReadingBatch> candidates =
                batches.stream()
                        .filter(batch ->
                                batch.getTimedOnArrival() && !batch.getMessageDigest().isEmpty())
                        .toList();
        if (candidates.isEmpty()) {
            return Set.of();
        }
        Set<Key> fresh =
                new HashSet<>(
                        jdbc.query(
                                REMEMBER,
                                (result, _) ->
                                        new Key(
                                                result.getString(1),
                                                result.getString(2),
                                                result.getString(3),
                                                result.getInt(4)),
                                candidates.stream()
                                        .map(ReadingBatch::getSourceStream)
                                        .toArray(String[]::new),
                                candidates.stream()
                                        .map(batch -> batch.getMessageDigest().toByteArray())
                                        .toArray(byte[][]::new),
                                candidates.stream()
                                        .map(ReadingBatch::getDeviceId)
                                        .toArray(String[]::new),
                                candidates.stream().mapToInt(ReadingBatch::getPart).toArray(),
                                candidates.stream()
                                        .mapToLong(ReadingBatch::getReceivedAt)
                                        .toArray()));
        List<ReadingBatch> again = new ArrayList<>();
        for (ReadingBatch batch : candidates) {
            // The first of two equal ones in this list takes the key, the second finds it gone.
            if (!fresh.remove(keyOf(batch))) {
                again.add(batch);
            }
        }
        return identitySet(again);
    }

    int forget(Duration olderThan) {
        return jdbc.update(FORGET, olderThan.toSeconds());
    }

    private static Key keyOf(ReadingBatch batch) {
        return new Key(
                batch.getSourceStream(),
                HexFormat.of().formatHex(batch.getMessageDigest().toByteArray()),
                batch.getDeviceId(),
                batch.getPart());
    }

    private static Set<ReadingBatch> identitySet(List<ReadingBatch> batches) {
        Set<ReadingBatch> set = Collections.newSetFromMap(new IdentityHashMap<>());
        set.addAll(batches);
        return set;
    }
}
