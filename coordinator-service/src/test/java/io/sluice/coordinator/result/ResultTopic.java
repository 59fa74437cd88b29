package io.sluice.coordinator.result;

import io.sluice.contracts.inferenceresults.InferenceResult;
import io.sluice.contracts.inferenceresults.InferenceResultsTopic;
import io.sluice.testservers.TestServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The topic as a reader of committed records sees it. */
public final class ResultTopic {
    private ResultTopic() {}

    /** Everything that is there now about these tasks. */
    static List<InferenceResult> about(Collection<UUID> tasks) throws Exception {
        Set<String> wanted = tasks.stream().map(UUID::toString).collect(Collectors.toSet());
        List<InferenceResult> found = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> message : all()) {
            InferenceResult result = InferenceResult.parseFrom(message.value());
            if (wanted.contains(result.getTaskId())) {
                found.add(result);
            }
        }
        return found;
    }

    /** How often each of these tasks is there. */
    public static Map<String, Long> counts(Collection<UUID> tasks) throws Exception {
        return about(tasks).stream()
                .collect(Collectors.groupingBy(InferenceResult::getTaskId, Collectors.counting()));
    }

    /** Whether all of these tasks are there, and none twice. */
    static boolean hasEachOnce(Collection<UUID> tasks) throws Exception {
        Map<String, Long> counts = counts(tasks);
        return counts.size() == new HashSet<>(tasks).size()
                && counts.values().stream().allMatch(count -> count == 1);
    }

    private static List<ConsumerRecord<String, byte[]>> all() {
        Properties settings = new Properties();
        settings.put("bootstrap.servers", TestServers.get().bootstrapServers());
        settings.put("isolation.level", "read_committed");
        settings.put("auto.offset.reset", "earliest");
        List<ConsumerRecord<String, byte[]>> all = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(
                        settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(InferenceResultsTopic.TOPIC.name()).stream()
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(all::add);
            }
        }
        return all;
    }
}
