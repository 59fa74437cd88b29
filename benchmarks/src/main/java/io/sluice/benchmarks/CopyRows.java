package io.sluice.benchmarks;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/** Rows of the table {@code reading} in the binary format of PostgreSQL's COPY. */
final class CopyRows {
    private static final byte[] HEADER = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };
    private static final int ROW_BYTES = 2 + (4 + 8) + (4 + 8) + (4 + 4) + (4 + 2) + (4 + 2);
    private static final int TRAILER_BYTES = 2;

    /** PostgreSQL counts from 2000-01-01. */
    private static final long EPOCH_MICROS = 946_684_800_000_000L;

    private final ByteBuffer bytes;

    /**
     * @param rows the most of them
     */
    CopyRows(int rows) {
        bytes = ByteBuffer.allocate(HEADER.length + rows * ROW_BYTES + TRAILER_BYTES);
        bytes.put(HEADER);
    }

    /**
     * @param micros since 1970
     */
    void add(int series, long micros, double value) {
        bytes.putShort((short) 5);
        bytes.putInt(8).putLong(micros - EPOCH_MICROS);
        bytes.putInt(8).putDouble(value);
        bytes.putInt(4).putInt(series);
        bytes.putInt(2).putShort((short) 0);
        bytes.putInt(2).putShort((short) 0);
    }

    /** Sends the rows; after that there are none again. */
    void into(String table, Connection connection) throws SQLException {
        bytes.putShort((short) -1);
        try {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(
                            "copy "
                                    + table
                                    + " (ts, value, series_id, ordinal, quality) from stdin (format"
                                    + " binary)",
                            new ByteArrayInputStream(bytes.array(), 0, bytes.position()),
                            65536);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        bytes.clear().put(HEADER);
    }
}
