package io.sluice.coordinator.model;

import io.sluice.coordinator.problem.CoordinatorException;
import io.sluice.coordinator.problem.ErrorCode;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Table {@code model_chunk}: the bytes of models, a mebibyte in each row. */
@Component
final class PostgresModelChunks {
    private static final int ROW = 1024 * 1024;

    private static final String APPEND =
            """
            insert into model_chunk (upload, start, bytes) values (?, ?, ?)
            on conflict (upload, start) do update set bytes = model_chunk.bytes || excluded.bytes
            """;
    private static final String READ =
            "select substring(bytes from ? for ?) from model_chunk where upload = ? and start = ?";

    private final JdbcClient jdbc;

    /** So that many downloads do not take all connections from the tasks. */
    private final Semaphore reads;

    PostgresModelChunks(JdbcClient jdbc, ModelProperties properties) {
        this.jdbc = jdbc;
        this.reads = new Semaphore(properties.readsAtOnce(), true);
    }

    /** Stores bytes behind those that are there, within the transaction of the caller. */
    void append(long upload, long offset, byte[] bytes) {
        int from = 0;
        while (from < bytes.length) {
            int place = (int) ((offset + from) % ROW);
            int until = Math.min(bytes.length, from + ROW - place);
            jdbc.sql(APPEND)
                    .params(upload, offset + from - place, Arrays.copyOfRange(bytes, from, until))
                    .update();
            from = until;
        }
    }

    /**
     * Reads some bytes, at least one and not beyond a row.
     *
     * @param most how many at the most
     * @throws CoordinatorException {@code version_not_found} if the bytes are not there any more
     */
    byte[] read(long upload, long offset, int most) {
        int place = (int) (offset % ROW);
        byte[] bytes = read(upload, offset - place, place, Math.min(most, ROW - place));
        if (bytes.length == 0) {
            throw new CoordinatorException(
                    ErrorCode.VERSION_NOT_FOUND,
                    "the content was removed while it was read, at " + offset);
        }
        return bytes;
    }

    private byte[] read(long upload, long start, int place, int length) {
        reads.acquireUninterruptibly();
        try {
            return jdbc.sql(READ)
                    .params(place + 1, length, upload, start)
                    .query(byte[].class)
                    .optional()
                    .orElse(new byte[0]);
        } finally {
            reads.release();
        }
    }
}
