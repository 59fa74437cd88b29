package io.sluice.slicing;

import java.io.ByteArrayOutputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Bytes of a state that is saved. */
final class StateOutput {
    /** Something that writes itself. */
    @FunctionalInterface
    interface Part {
        void write(DataOutput output) throws IOException;
    }

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream data = new DataOutputStream(bytes);

    void write(Part part) {
        try {
            part.write(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void writeInt(int value) {
        write(output -> output.writeInt(value));
    }

    void writeLong(long value) {
        write(output -> output.writeLong(value));
    }

    void writeText(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        writeInt(encoded.length);
        write(output -> output.write(encoded));
    }

    /** Writes a part with its length before it, so that it can be left out when it is read. */
    void writeBlock(StateOutput block) {
        byte[] content = block.toBytes();
        writeInt(content.length);
        write(output -> output.write(content));
    }

    /** Writes something that there may not be. */
    <T> void writeOptional(@Nullable T part, BiConsumer<T, StateOutput> writer) {
        writeInt(part == null ? 0 : 1);
        if (part != null) {
            writer.accept(part, this);
        }
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }
}
