package io.sluice.ingestion.reading;

import com.google.protobuf.ByteString;
import io.sluice.contracts.readings.ReadingBatch;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Turns readings of one device into the columns that cross Kafka. */
final class ReadingBatchBuilder {
    private final ReadingBatch.Builder batch;
    private final Map<String, Integer> metrics = new HashMap<>();
    private long lastTime;

    ReadingBatchBuilder(String deviceId) {
        this.batch = ReadingBatch.newBuilder().setDeviceId(deviceId);
    }

    /**
     * @param part the number of this batch among those of the message for this device
     */
    ReadingBatchBuilder from(Message message, int part, boolean timedOnArrival) {
        batch.setSourceStream(message.origin().sourceStream())
                .setSequence(message.origin().sequence())
                .setReceivedAt(ChronoUnit.MICROS.between(Instant.EPOCH, message.receivedAt()))
                .setPart(part)
                .setTimedOnArrival(timedOnArrival);
        message.key()
                .ifPresent(key ->
                        batch.setMessageDigest(
                                ByteString.copyFrom(HexFormat.of().parseHex(key.digest()))));
        return this;
    }

    ReadingBatchBuilder addAll(List<Reading> readings) {
        boolean anyOrdinal = readings.stream().anyMatch(reading -> reading.ordinal() != 0);
        boolean anyQuality = readings.stream().anyMatch(reading -> reading.quality() != 0);
        for (Reading reading : readings) {
            batch.addMetricIndex(metricIndex(reading));
            batch.addTimeDelta(reading.time() - lastTime);
            batch.addValue(reading.value());
            lastTime = reading.time();
            if (anyOrdinal) {
                batch.addOrdinal(reading.ordinal());
            }
            if (anyQuality) {
                batch.addQuality(reading.quality());
            }
        }
        return this;
    }

    ReadingBatch build() {
        if (batch.getUnitCount() > 0) {
            padUnits(batch.getMetricCount());
        }
        return batch.build();
    }

    private int metricIndex(Reading reading) {
        int index =
                metrics.computeIfAbsent(
                        reading.metric(),
                        metric -> {
                            batch.addMetric(metric);
                            return batch.getMetricCount() - 1;
                        });
        reading.knownUnit().ifPresent(unit -> rememberUnit(index, unit));
        return index;
    }

    private void rememberUnit(int index, String unit) {
        padUnits(index + 1);
        batch.setUnit(index, unit);
    }

    private void padUnits(int count) {
        while (batch.getUnitCount() < count) {
            batch.addUnit("");
        }
    }
}
