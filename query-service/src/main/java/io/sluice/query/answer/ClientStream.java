package io.sluice.query.answer;

import io.sluice.query.client.ClientGoneException;
import java.io.IOException;
import java.io.OutputStream;

/** The way to the client: that it can't be written to means that he has gone. */
final class ClientStream extends OutputStream {
    private final OutputStream out;

    ClientStream(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int value) {
        try {
            out.write(value);
        } catch (IOException e) {
            throw new ClientGoneException(e);
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            throw new ClientGoneException(e);
        }
    }

    /** Does nothing: the server sends when its buffer is full, or the answer complete. */
    @Override
    public void flush() {}

    /** Does nothing, as {@link #flush}: the server ends the answer when the request is over. */
    @Override
    public void close() {}
}
