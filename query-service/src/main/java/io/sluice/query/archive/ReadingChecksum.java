package io.sluice.query.archive;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** Counts readings and sums up what they are, to compare what was written with what is read. */
final class ReadingChecksum implements ArchivedReading.Sink {
    private final CRC32C checksum = new CRC32C();
    private final ByteBuffer numbers = ByteBuffer.allocate(24);
    private long count;

    @Override
    public void take(ArchivedReading reading) {
        count++;
        add(reading.deviceId());
        add(reading.metric());
        add(reading.unit() == null ? "" : reading.unit());
        numbers.clear()
                .putLong(reading.micros())
                .putLong(Double.doubleToRawLongBits(reading.value()))
                .putInt(reading.ordinal())
                .putInt(reading.quality())
                .flip();
        checksum.update(numbers);
    }

    private void add(String text) {
        checksum.update(text.getBytes(StandardCharsets.UTF_8));
        checksum.update(0);
    }

    long count() {
        return count;
    }

    long sum() {
        return checksum.getValue();
    }
}
