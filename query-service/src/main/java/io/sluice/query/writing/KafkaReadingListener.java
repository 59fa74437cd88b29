package io.sluice.query.writing;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sluice.contracts.readings.ReadingBatch;
import io.sluice.contracts.rejections.RejectedReading;
import io.sluice.contracts.rejections.RejectionsTopic;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaTemplate;

/** Gives records of the topic {@code readings} to the writer, and counts what became of them. */
final class KafkaReadingListener {
    private static final Logger log = LoggerFactory.getLogger(KafkaReadingListener.class);
    private static final int PUBLISH_SECONDS = 10;

    private final ReadingWriter writer;
    private final KafkaTemplate<String, byte[]> kafka;
    private final MeterRegistry meters;
    private final InstantSource clock;
    private final Timer freshness;

    KafkaReadingListener(
            ReadingWriter writer,
            KafkaTemplate<String, byte[]> kafka,
            MeterRegistry meters,
            InstantSource clock) {
        this.writer = writer;
        this.kafka = kafka;
        this.meters = meters;
        this.clock = clock;
        this.freshness =
                Timer.builder("sluice.freshness")
                        .description(
                                "from the arrival of a message until its readings can be queried")
                        .publishPercentiles(0.5, 0.99)
                        .register(meters);
    }

    void write(List<ConsumerRecord<String, byte[]>> messages, TopicProgress progress) {
        List<ReadingBatch> batches = new ArrayList<>(messages.size());
        for (ConsumerRecord<String, byte[]> message : messages) {
            try {
                batches.add(wellFormed(ReadingBatch.parseFrom(message.value())));
            } catch (InvalidProtocolBufferException e) {
                reject(message, String.valueOf(e.getMessage()));
            }
        }
        StreamCounts counts = writer.write(batches, progress);
        for (StreamCounts.Fate fate : StreamCounts.Fate.values()) {
            meters.counter("sluice.readings.written", "fate", fate.name().toLowerCase(Locale.ROOT))
                    .increment((double) counts.total(fate));
        }
        Instant now = clock.instant();
        for (ReadingBatch batch : batches) {
            long micros = ChronoUnit.MICROS.between(Instant.EPOCH, now) - batch.getReceivedAt();
            freshness.record(Math.max(0, micros), TimeUnit.MICROSECONDS);
        }
    }

    /**
     * The columns must fit together: what does not would be lost without a word, or stop the writer
     * for ever.
     */
    private static ReadingBatch wellFormed(ReadingBatch batch)
            throws InvalidProtocolBufferException {
        int readings = batch.getValueCount();
        boolean fits =
                batch.getMetricIndexCount() == readings
                        && batch.getTimeDeltaCount() == readings
                        && (batch.getOrdinalCount() == 0 || batch.getOrdinalCount() == readings)
                        && (batch.getQualityCount() == 0 || batch.getQualityCount() == readings)
                        && batch.getMetricIndexList().stream()
                                .allMatch(index -> index < batch.getMetricCount())
                        && batch.getOrdinalList().stream()
                                .allMatch(ordinal -> ordinal <= Short.MAX_VALUE)
                        && !batch.getDeviceId().isEmpty();
        if (!fits) {
            throw new InvalidProtocolBufferException(
                    "the columns of the batch do not fit together");
        }
        return batch;
    }

    /**
     * A record that nobody can read: it is kept where it can be looked at, and the topic goes on.
     */
    private void reject(ConsumerRecord<String, byte[]> message, String reason) {
        String address = message.topic() + "/" + message.partition() + "/" + message.offset();
        log.error("{} can't be read and is rejected: {}", address, reason);
        meters.counter("sluice.readings.rejected", "code", "undecodable_batch").increment();
        int kept = Math.min(message.value().length, RejectionsTopic.MAX_RAW_BYTES);
        RejectedReading rejected =
                RejectedReading.newBuilder()
                        .setCode("undecodable_batch")
                        .setMessage(reason)
                        .setReadings(1)
                        .setSourceStream("kafka:" + message.topic() + "-" + message.partition())
                        .setSequence(message.offset())
                        .setReceivedAt(TimeUnit.MILLISECONDS.toMicros(message.timestamp()))
                        .setTransport(RejectedReading.Transport.KAFKA)
                        .setAddress(address)
                        .setItem(-1)
                        .setContentType("application/x-protobuf")
                        .setRaw(ByteString.copyFrom(message.value(), 0, kept))
                        .setRawCut(kept < message.value().length)
                        .build();
        try {
            kafka.send(RejectionsTopic.TOPIC.name(), message.key(), rejected.toByteArray())
                    .get(PUBLISH_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(address + " is not rejected yet", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(address + " is not rejected yet", e);
        }
    }
}
