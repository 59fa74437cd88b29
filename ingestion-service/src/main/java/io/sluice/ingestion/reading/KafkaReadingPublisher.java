package io.sluice.ingestion.reading;

import com.google.protobuf.ByteString;
import io.sluice.contracts.readings.ReadingBatch;
import io.sluice.contracts.readings.ReadingsTopic;
import io.sluice.contracts.rejections.RejectedReading;
import io.sluice.contracts.rejections.RejectionsTopic;
import io.sluice.ingestion.payload.FlatJsonFormat;
import io.sluice.ingestion.problem.ErrorCode;
import io.sluice.ingestion.problem.IngestionException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/** Puts readings on the topic {@code readings}, and rejections on {@code readings-rejected}. */
@Component
final class KafkaReadingPublisher implements ReadingPublisher {
    private final KafkaTemplate<String, byte[]> kafka;

    KafkaReadingPublisher(KafkaTemplate<String, byte[]> kafka) {
        this.kafka = kafka;
    }

    @Override
    public CompletableFuture<Void> publish(Message message, Outcome outcome) {
        List<CompletableFuture<?>> sent = new ArrayList<>();
        try {
            for (DeviceReadings device : outcome.accepted()) {
                publishParts(message, device, sent);
            }
            for (Rejection rejection : outcome.rejections()) {
                sent.add(
                        send(
                                RejectionsTopic.TOPIC.name(),
                                rejection.deviceId(),
                                toMessage(message, rejection).toByteArray()));
            }
        } catch (RuntimeException e) {
            sent.add(CompletableFuture.failedFuture(e));
        }
        return CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new))
                .exceptionally(failure -> {
                    Throwable cause =
                            failure instanceof CompletionException && failure.getCause() != null
                                    ? failure.getCause()
                                    : failure;
                    throw new IngestionException(
                            ErrorCode.KAFKA_UNAVAILABLE,
                            "Kafka did not take the message: " + cause.getMessage(),
                            cause);
                });
    }

    private void publishParts(
            Message message, DeviceReadings device, List<CompletableFuture<?>> sent) {
        List<Reading> readings = device.readings();
        for (int from = 0, part = 0;
                from < readings.size();
                from += ReadingsTopic.MAX_READINGS, part++) {
            int to = Math.min(from + ReadingsTopic.MAX_READINGS, readings.size());
            ReadingBatch batch =
                    new ReadingBatchBuilder(device.deviceId())
                            .from(message, part, device.timedOnArrival())
                            .addAll(readings.subList(from, to))
                            .build();
            sent.add(send(ReadingsTopic.TOPIC.name(), device.deviceId(), batch.toByteArray()));
        }
    }

    private CompletableFuture<?> send(String topic, @Nullable String key, byte[] value) {
        return kafka.send(new ProducerRecord<>(topic, key, value));
    }

    private static RejectedReading toMessage(Message message, Rejection rejection) {
        int kept = Math.min(rejection.raw().length, RejectionsTopic.MAX_RAW_BYTES);
        RejectedReading.Builder rejected =
                RejectedReading.newBuilder()
                        .setCode(rejection.flaw().code().code())
                        .setMessage(rejection.flaw().message())
                        .setReadings(rejection.readings())
                        .setSourceStream(message.origin().sourceStream())
                        .setSequence(message.origin().sequence())
                        .setReceivedAt(
                                ChronoUnit.MICROS.between(Instant.EPOCH, message.receivedAt()))
                        .setTransport(
                                switch (message.origin().transport()) {
                                    case HTTP -> RejectedReading.Transport.HTTP;
                                    case MQTT -> RejectedReading.Transport.MQTT;
                                })
                        .setAddress(message.origin().address())
                        .setItem(rejection.item())
                        .setContentType(
                                message.contentType() == null
                                        ? FlatJsonFormat.MEDIA_TYPE
                                        : message.contentType())
                        .setRaw(ByteString.copyFrom(rejection.raw(), 0, kept))
                        .setRawCut(kept < rejection.raw().length)
                        .putAllOrdinal(rejection.ordinals());
        if (rejection.deviceId() != null) {
            rejected.setDeviceId(rejection.deviceId());
        }
        return rejected.build();
    }
}
