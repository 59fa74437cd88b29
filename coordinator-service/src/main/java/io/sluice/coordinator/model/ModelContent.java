package io.sluice.coordinator.model;

import java.io.InputStream;
import java.util.Objects;

/** The bytes of a model in their order, of which only a piece is held in memory. */
final class ModelContent extends InputStream {
    private static final int PIECE = 256 * 1024;

    private final PostgresModelChunks chunks;
    private final long upload;
    private final long until;
    private long next;
    private byte[] piece = {};
    private int position;

    ModelContent(PostgresModelChunks chunks, ModelVersion version, ByteRange range) {
        this.chunks = chunks;
        this.upload = version.upload();
        this.next = range.from();
        this.until = range.until();
    }

    @Override
    public int read() {
        return isAtEnd() ? -1 : piece[position++] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        if (isAtEnd()) {
            return -1;
        }
        int count = Math.min(length, piece.length - position);
        System.arraycopy(piece, position, bytes, offset, count);
        position += count;
        return count;
    }

    /** Does not read what is skipped. */
    @Override
    public long skip(long count) {
        long held = Math.clamp(count, 0, piece.length - position);
        position += (int) held;
        long beyond = Math.clamp(count - held, 0, until - next);
        next += beyond;
        return held + beyond;
    }

    private boolean isAtEnd() {
        if (position < piece.length) {
            return false;
        }
        if (next == until) {
            return true;
        }
        piece = chunks.read(upload, next, (int) Math.min(PIECE, until - next));
        position = 0;
        next += piece.length;
        return false;
    }
}
