package io.sluice.ingestion.rejection;

import com.google.protobuf.InvalidProtocolBufferException;
import io.sluice.contracts.rejections.RejectedReading;
import io.sluice.contracts.rejections.RejectionsTopic;
import io.sluice.ingestion.kafka.KafkaTopicFollower;
import io.sluice.ingestion.problem.ErrorCode;
import io.sluice.ingestion.problem.IngestionException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
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

    /**
     * One rejection with its raw bytes, if the topic still holds it.
     *
     * @throws IngestionException {@code kafka_unavailable}
     */
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
        } catch (KafkaException e) {
            throw unavailable(e);
        }
    }

    /**
     * Goes through the rejections that the topic holds now: partition by partition, the oldest of
     * each first.
     *
     * @param after the one to go on after, or null for all
     * @throws IngestionException {@code kafka_unavailable}
     */
    void visitAll(@Nullable RejectionId after, Visitor visitor) {
        try (Consumer<String, byte[]> consumer = consumer()) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(RejectionsTopic.TOPIC.name()).stream()
                            .filter(partition ->
                                    after == null || partition.partition() >= after.partition())
                            .sorted(Comparator.comparingInt(PartitionInfo::partition))
                            .map(partition ->
                                    new TopicPartition(partition.topic(), partition.partition()))
                            .toList();
            for (TopicPartition partition : partitions) {
                long from =
                        after != null && partition.partition() == after.partition()
                                ? after.offset() + 1
                                : 0;
                if (!visitAll(consumer, partition, from, visitor)) {
                    return;
                }
            }
        } catch (KafkaException e) {
            throw unavailable(e);
        }
    }

    /** Tells whether the visitor wants more. */
    private static boolean visitAll(
            Consumer<String, byte[]> consumer,
            TopicPartition partition,
            long from,
            Visitor visitor) {
        List<TopicPartition> one = List.of(partition);
        consumer.assign(one);
        long end = consumer.endOffsets(one).getOrDefault(partition, 0L);
        consumer.seek(
                partition,
                Math.max(from, consumer.beginningOffsets(one).getOrDefault(partition, 0L)));
        while (consumer.position(partition) < end) {
            ConsumerRecords<String, byte[]> messages = consumer.poll(SILENCE);
            if (messages.isEmpty()) {
                throw new TimeoutException("no answer within " + SILENCE);
            }
            for (ConsumerRecord<String, byte[]> message : messages) {
                Optional<RejectedReading> rejected = parse(message);
                if (message.offset() < end
                        && rejected.isPresent()
                        && !visitor.visit(idOf(message), rejected.get())) {
                    return false;
                }
            }
        }
        return true;
    }

    private Consumer<String, byte[]> consumer() {
        Properties settings = new Properties();
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) SILENCE.toMillis());
        return consumers.createConsumer(null, "rejections-", null, settings);
    }

    private static IngestionException unavailable(KafkaException reason) {
        return new IngestionException(
                ErrorCode.KAFKA_UNAVAILABLE,
                "the rejections can't be read: " + reason.getMessage(),
                reason);
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
