package io.sluice.systemtests;

import com.google.protobuf.InvalidProtocolBufferException;
import io.sluice.contracts.inferenceresults.InferenceResult;
import io.sluice.contracts.inferenceresults.InferenceResultsTopic;
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
 * The results of a model that come to the topic after it was made, as who reads committed records.
 */
final class ResultTopic implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions = new ArrayList<>();
    private final List<InferenceResult> results = new ArrayList<>();
    private final String model;

    ResultTopic(String bootstrapServers, String model) {
        this.model = model;
        consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                bootstrapServers,
                                "isolation.level",
                                "read_committed"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        consumer.partitionsFor(InferenceResultsTopic.TOPIC.name())
                .forEach(partition ->
                        partitions.add(
                                new TopicPartition(partition.topic(), partition.partition())));
        consumer.assign(partitions);
        consumer.endOffsets(partitions).forEach(consumer::seek);
    }

    /** All that came until now. */
    List<InferenceResult> results() {
        Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
        while (ends.entrySet().stream()
                .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<byte[], byte[]> message : consumer.poll(Duration.ofSeconds(1))) {
                InferenceResult result = result(message);
                if (result.getModel().equals(model)) {
                    results.add(result);
                }
            }
        }
        return List.copyOf(results);
    }

    /** The tasks of all that came until now, each as often as it came. */
    List<String> tasks() {
        return results().stream().map(InferenceResult::getTaskId).toList();
    }

    private static InferenceResult result(ConsumerRecord<byte[], byte[]> message) {
        try {
            return InferenceResult.parseFrom(message.value());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(message.toString(), e);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
