package io.sluice.ingestion.rejection;

import com.google.protobuf.InvalidProtocolBufferException;
import io.sluice.contracts.rejections.RejectedReading;
import io.sluice.contracts.rejections.RejectionsTopic;
import io.sluice.ingestion.kafka.KafkaTopicFollower;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;

/** Reads the topic {@code readings-rejected}. */
@Configuration(proxyBeanMethods = false)
class KafkaRejections {
    private static final Logger log = LoggerFactory.getLogger(KafkaRejections.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration SILENCE = Duration.ofSeconds(5);

    private final ConsumerFactory<String, byte[]> consumers;

    KafkaRejections(ConsumerFactory<String, byte[]> consumers) {
        this.consumers = consumers;
    }

    /** Takes rejections one by one; tells whether it wants more. */
    @FunctionalInterface
    interface Visitor {
        boolean visit(RejectionId id, RejectedReading rejected);
    }

    @Bean
    KafkaTopicFollower rejectionFollower(KafkaAdmin admin, RejectionIndex index) {
        return KafkaTopicFollower.fromNewest(
                RejectionIndex.NEWEST,
                consumers,
                admin,
                RejectionsTopic.TOPIC,
                message ->
                        parse(message)
                                .ifPresent(rejected ->
                                        index.add(RejectionSummary.of(idOf(message), rejected))));
    }

    /** One rejection with its raw bytes, if the topic still holds it. */
    Optional<RejectedReading> read(RejectionId id) {
        TopicPartition partition = new TopicPartition(RejectionsTopic.TOPIC.name(), id.partition());
        try (Consumer<String, byte[]> consumer = consumer()) {
            if (!consumer.partitionsFor(RejectionsTopic.TOPIC.name()).stream()
                    .anyMatch(known -> known.partition() == id.partition())) {
                return Optional.empty();
            }
            consumer.assign(List.of(partition));
            long begin = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            if (id.offset() < begin || id.offset() >= end) {
                return Optional.empty();
            }
            consumer.seek(partition, id.offset());
            for (ConsumerRecord<String, byte[]> message : consumer.poll(SILENCE)) {
                return message.offset() == id.offset() ? parse(message) : Optional.empty();
            }
            return Optional.empty();
        }
    }

    /** Goes through all rejections that the topic holds now, oldest first within each partition. */
    void visitAll(Visitor visitor) {
        try (Consumer<String, byte[]> consumer = consumer()) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(RejectionsTopic.TOPIC.name()).stream()
                            .map(partition ->
                                    new TopicPartition(partition.topic(), partition.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
            ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
            while (!ends.isEmpty()) {
                for (ConsumerRecord<String, byte[]> message : consumer.poll(POLL)) {
                    TopicPartition partition =
                            new TopicPartition(message.topic(), message.partition());
                    Optional<RejectedReading> rejected = parse(message);
                    boolean isOld =
                            ends.containsKey(partition) && message.offset() < ends.get(partition);
                    if (isOld
                            && rejected.isPresent()
                            && !visitor.visit(idOf(message), rejected.get())) {
                        return;
                    }
                }
                ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
            }
        }
    }

    private Consumer<String, byte[]> consumer() {
        return consumers.createConsumer(null, "rejections-", null);
    }

    private static RejectionId idOf(ConsumerRecord<String, byte[]> message) {
        return new RejectionId(message.partition(), message.offset());
    }

    private static Optional<RejectedReading> parse(ConsumerRecord<String, byte[]> message) {
        try {
            return Optional.of(RejectedReading.parseFrom(message.value()));
        } catch (InvalidProtocolBufferException e) {
            log.error("rejection {} can't be read", idOf(message), e);
            return Optional.empty();
        }
    }
}
