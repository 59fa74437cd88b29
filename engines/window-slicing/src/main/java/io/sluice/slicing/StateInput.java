package io.sluice.slicing;

import java.io.ByteArrayInputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Bytes of a state that was saved. */
final class StateInput {
    /** Something that reads itself. */
    @FunctionalInterface
    interface Part<T> {
        T read(DataInput input) throws IOException;
    }

    /** Something that reads itself into what is there. */
    @FunctionalInterface
    interface Into {
        void read(DataInput input) throws IOException;
    }

    private final ByteArrayInputStream bytes;
    private final DataInputStream data;

    StateInput(byte[] content, int length) {
        bytes = new ByteArrayInputStream(content, 0, length);
        data = new DataInputStream(bytes);
    }

    void read(Into part) {
        get(input -> {
            part.read(input);
            return this;
        });
    }

    private <T> T get(Part<T> part) {
        try {
            return part.read(data);
        } catch (IOException e) {
            throw unreadable(e.toString());
        }
    }

    long readLong() {
        return get(DataInput::readLong);
    }

    /** A number that is not negative. */
    int readCount() {
        int count = get(DataInput::readInt);
        require(count >= 0);
        return count;
    }

    String readText() {
        return new String(readBytes(), StandardCharsets.UTF_8);
    }

    StateInput readBlock() {
        byte[] block = readBytes();
        return new StateInput(block, block.length);
    }

    /** Reads something that there may not be. */
    void readOptional(Consumer<StateInput> reader) {
        if (readCount() > 0) {
            reader.accept(this);
        }
    }

    private byte[] readBytes() {
        int length = readCount();
        require(length <= bytes.available());
        return get(input -> {
            byte[] content = new byte[length];
            input.readFully(content);
            return content;
        });
    }

    void requireEnd() {
        require(bytes.available() == 0);
    }

    void require(boolean right) {
        if (!right) {
            throw unreadable("its parts don't fit together");
        }
    }

    private static SlicingException unreadable(String why) {
        return SlicingProblem.STATE_UNREADABLE.with("this is no saved state: " + why);
    }
}
