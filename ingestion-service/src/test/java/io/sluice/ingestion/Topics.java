package io.sluice.ingestion;

import com.google.protobuf.InvalidProtocolBufferException;
import io.sluice.contracts.devices.DeviceState;
import io.sluice.contracts.devices.DevicesTopic;
import io.sluice.contracts.readings.ReadingBatch;
import io.sluice.contracts.readings.ReadingsTopic;
import io.sluice.contracts.rejections.RejectedReading;
import io.sluice.contracts.rejections.RejectionsTopic;
import io.sluice.testservers.TestServers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What the service has put on its topics, read from their beginning each time. */
public final class Topics {
    private Topics() {}

    /** A reading as somebody else finds it on the topic. */
    public record FoundReading(String metric, Instant time, int ordinal, double value) {}

    /** All readings of a device, in the order of the topic. */
    public static List<FoundReading> readings(String device) {
        List<FoundReading> found = new ArrayList<>();
        batches(device)
                .forEach(batch -> {
                    long time = 0;
                    for (int i = 0; i < batch.getValueCount(); i++) {
                        time += batch.getTimeDelta(i);
                        found.add(
                                new FoundReading(
                                        batch.getMetric(batch.getMetricIndex(i)),
                                        Instant.EPOCH.plus(time, ChronoUnit.MICROS),
                                        batch.getOrdinalCount() == 0 ? 0 : batch.getOrdinal(i),
                                        batch.getValue(i)));
                    }
                });
        return found;
    }

    public static List<ReadingBatch> batches(String device) {
        return records(ReadingsTopic.TOPIC.name()).stream()
                .filter(message -> device.equals(message.key()))
                .map(message -> parse(() -> ReadingBatch.parseFrom(message.value())))
                .toList();
    }

    public static List<RejectedReading> rejections() {
        return records(RejectionsTopic.TOPIC.name()).stream()
                .map(message -> parse(() -> RejectedReading.parseFrom(message.value())))
                .toList();
    }

    /** How many rejections there are, without reading them. */
    public static long rejectionCount() {
        try (KafkaConsumer<String, byte[]> consumer = consumer()) {
            return consumer
                    .endOffsets(partitions(consumer, RejectionsTopic.TOPIC.name()))
                    .values()
                    .stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }

    /** The newest record of a device on the compacted topic; empty for a tombstone or none. */
    public static Optional<DeviceState> device(String id) {
        Map<String, Optional<DeviceState>> states = new HashMap<>();
        records(DevicesTopic.TOPIC.name())
                .forEach(message ->
                        states.put(
                                message.key(),
                                Optional.ofNullable(message.value())
                                        .map(value -> parse(() -> DeviceState.parseFrom(value)))));
        return states.getOrDefault(id, Optional.empty());
    }

    private static List<ConsumerRecord<String, byte[]>> records(String topic) {
        try (KafkaConsumer<String, byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = partitions(consumer, topic);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
            while (partitions.stream()
                    .anyMatch(partition ->
                            consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return records;
        }
    }

    private static KafkaConsumer<String, byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", TestServers.get().bootstrapServers()),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, String topic) {
        return consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }

    private interface Parser<T> {
        T parse() throws InvalidProtocolBufferException;
    }

    private static <T> T parse(Parser<T> parser) {
        try {
            return parser.parse();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }
}
