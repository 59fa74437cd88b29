package io.sluice.systemtests;

import com.google.protobuf.InvalidProtocolBufferException;
import io.sluice.contracts.Topic;
import io.sluice.contracts.readings.ReadingBatch;
import io.sluice.contracts.readings.ReadingsTopic;
import io.sluice.contracts.rejections.RejectedReading;
import io.sluice.contracts.rejections.RejectionsTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Counts what comes to the topics after it was made: what was received, by another witness than the
 * books.
 */
final class TopicReader implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions = new ArrayList<>();
    private long readings;
    private long rejected;

    TopicReader(String bootstrapServers) {
        consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", bootstrapServers),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        for (Topic topic : List.of(ReadingsTopic.TOPIC, RejectionsTopic.TOPIC)) {
            consumer.partitionsFor(topic.name())
                    .forEach(partition ->
                            partitions.add(
                                    new TopicPartition(partition.topic(), partition.partition())));
        }
        consumer.assign(partitions);
        consumer.endOffsets(partitions).forEach(consumer::seek);
    }

    /** How many readings came to topic readings, and how many to that of the rejected. */
    record Received(long readings, long rejected) {
        long all() {
            return readings + rejected;
        }
    }

    /** What came until now, since this was made. */
    Received received() {
        Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
        while (ends.entrySet().stream()
                .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<byte[], byte[]> message : consumer.poll(Duration.ofSeconds(1))) {
                if (message.topic().equals(ReadingsTopic.TOPIC.name())) {
                    readings += batch(message).getValueCount();
                } else {
                    rejected += rejection(message).getReadings();
                }
            }
        }
        return new Received(readings, rejected);
    }

    private static ReadingBatch batch(ConsumerRecord<byte[], byte[]> message) {
        try {
            return ReadingBatch.parseFrom(message.value());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(message.toString(), e);
        }
    }

    private static RejectedReading rejection(ConsumerRecord<byte[], byte[]> message) {
        try {
            return RejectedReading.parseFrom(message.value());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(message.toString(), e);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
