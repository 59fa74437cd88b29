package io.sluice.query.writing;

import java.nio.ByteBuffer;

/**
 * Writes rows in the binary format of PostgreSQL's COPY: a signature, then for each row the number
 * of its fields and each field with its length.
 */
final class PostgresCopyEncoder {
    /**
     * The columns in the order in which they are written; a staged row has its number as a sixth.
     */
    static final String COLUMNS = "ts, value, series_id, ordinal, quality";

    private static final byte[] SIGNATURE = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0
    };
    private static final int HEADER_BYTES = SIGNATURE.length + 4 + 4;
    private static final int ROW_BYTES = 2 + (4 + 8) + (4 + 8) + (4 + 4) + (4 + 2) + (4 + 2);
    private static final int NUMBER_BYTES = 4 + 4;

    /** PostgreSQL counts from 2000-01-01. */
    private static final long EPOCH_MICROS = 946_684_800_000_000L;

    private PostgresCopyEncoder() {}

    /**
     * @param chosen the rows to write, in this order
     * @param numbered true to write each row's place in {@code chosen} as the last field
     */
    static byte[] encode(RowBatch rows, int[] chosen, boolean numbered) {
        int rowBytes = ROW_BYTES + (numbered ? NUMBER_BYTES : 0);
        ByteBuffer out = ByteBuffer.allocate(HEADER_BYTES + chosen.length * rowBytes + 2);
        out.put(SIGNATURE).putInt(0).putInt(0);
        for (int i = 0; i < chosen.length; i++) {
            int row = chosen[i];
            out.putShort((short) (numbered ? 6 : 5));
            out.putInt(8).putLong(rows.time(row) - EPOCH_MICROS);
            out.putInt(8).putDouble(rows.value(row));
            out.putInt(4).putInt(rows.series(row));
            out.putInt(2).putShort(rows.ordinal(row));
            out.putInt(2).putShort(rows.quality(row));
            if (numbered) {
                out.putInt(4).putInt(i);
            }
        }
        out.putShort((short) -1);
        return out.array();
    }
}
