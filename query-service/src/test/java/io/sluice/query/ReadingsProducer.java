package io.sluice.query;

import com.google.protobuf.ByteString;
import io.sluice.contracts.devices.DeviceState;
import io.sluice.contracts.devices.DevicesTopic;
import io.sluice.contracts.readings.ReadingBatch;
import io.sluice.contracts.readings.ReadingsTopic;
import io.sluice.contracts.rejections.RejectedReading;
import io.sluice.contracts.rejections.RejectionsTopic;
import io.sluice.testservers.TestServers;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Puts readings on the topic as ingestion-service does. */
public final class ReadingsProducer implements AutoCloseable {
    private final KafkaProducer<String, byte[]> producer =
            new KafkaProducer<>(
                    Map.of(
                            "bootstrap.servers",
                            TestServers.get().bootstrapServers(),
                            "acks",
                            "all"),
                    new StringSerializer(),
                    new ByteArraySerializer());

    /** A message of one device. */
    public static final class Message {
        private final ReadingBatch.Builder batch = ReadingBatch.newBuilder();
        private long lastTime;

        private Message(String device, String sourceStream) {
            batch.setDeviceId(device)
                    .setSourceStream(sourceStream)
                    .setReceivedAt(micros(Instant.now()));
        }

        public Message reading(String metric, Instant time, double value) {
            return reading(metric, time, 0, value, 0);
        }

        public Message reading(
                String metric, Instant time, int ordinal, double value, int quality) {
            int index = batch.getMetricList().indexOf(metric);
            if (index < 0) {
                index = batch.getMetricCount();
                batch.addMetric(metric);
            }
            long micros = micros(time);
            batch.addMetricIndex(index)
                    .addTimeDelta(micros - lastTime)
                    .addOrdinal(ordinal)
                    .addValue(value)
                    .addQuality(quality);
            lastTime = micros;
            return this;
        }

        public Message unit(String unit) {
            batch.addUnit(unit);
            return this;
        }

        public Message timedOnArrival(String digest) {
            batch.setTimedOnArrival(true).setMessageDigest(ByteString.copyFromUtf8(digest));
            return this;
        }

        public ReadingBatch build() {
            return batch.build();
        }

        private static long micros(Instant instant) {
            return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
        }
    }

    public static Message message(String device, String sourceStream) {
        return new Message(device, sourceStream);
    }

    public void send(Message message) {
        send(message.build().getDeviceId(), message.build().toByteArray());
    }

    public void send(String key, byte[] value) {
        send(ReadingsTopic.TOPIC.name(), key, value);
    }

    private void send(String topic, String key, byte @Nullable [] value) {
        try {
            producer.send(new ProducerRecord<>(topic, key, value)).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Puts a rejection on its topic. */
    public void reject(String device, String sourceStream, int readings) {
        RejectedReading rejected =
                RejectedReading.newBuilder()
                        .setCode("test")
                        .setDeviceId(device)
                        .setSourceStream(sourceStream)
                        .setReadings(readings)
                        .build();
        send(RejectionsTopic.TOPIC.name(), device, rejected.toByteArray());
    }

    /** Puts the state of a device on its topic. */
    public void register(DeviceState device) {
        send(DevicesTopic.TOPIC.name(), device.getId(), device.toByteArray());
    }

    /** Puts a record on the topic of devices; null for a device that was removed. */
    public void device(String id, byte @Nullable [] value) {
        send(DevicesTopic.TOPIC.name(), id, value);
    }

    @Override
    public void close() {
        producer.close();
    }
}
