package io.sluice.query.writing;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.contracts.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.listener.BatchConsumerAwareMessageListener;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * Brings a topic into the database, beginning where the database says it ends. Kafka's own offsets
 * do not count here: they are set for people and tools that look at the group.
 */
final class KafkaTopicWriter
        implements BatchConsumerAwareMessageListener<String, byte[]>,
                ConsumerAwareRebalanceListener,
                CommonErrorHandler {
    private static final Logger log = LoggerFactory.getLogger(KafkaTopicWriter.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /** Writes a part of the topic and the progress that this is, both or nothing. */
    @FunctionalInterface
    interface Part {
        void write(List<ConsumerRecord<String, byte[]>> messages, TopicProgress progress);
    }

    private final Topic topic;
    private final long bytesOfPart;
    private final Part part;
    private final PostgresWriterOffsets offsets;
    private final KafkaAdmin admin;
    private final Counter lost;
    private final Map<TopicPartition, Long> positions = new ConcurrentHashMap<>();
    private final Map<Thread, Integer> failures = new ConcurrentHashMap<>();

    KafkaTopicWriter(
            Topic topic,
            long bytesOfPart,
            Part part,
            PostgresWriterOffsets offsets,
            KafkaAdmin admin,
            MeterRegistry meters) {
        this.topic = topic;
        this.bytesOfPart = bytesOfPart;
        this.part = part;
        this.offsets = offsets;
        this.admin = admin;
        this.lost = meters.counter("sluice.writer.records.lost", "topic", topic.name());
    }

    @Override
    public void onMessage(
            List<ConsumerRecord<String, byte[]>> messages, @Nullable Consumer<?, ?> consumer) {
        Map<Integer, Long> ends = ends(messages, Objects.requireNonNull(consumer));
        List<ConsumerRecord<String, byte[]>> some = new ArrayList<>();
        long bytes = 0;
        for (ConsumerRecord<String, byte[]> message : messages) {
            some.add(message);
            bytes += message.serializedValueSize();
            if (bytes >= bytesOfPart) {
                write(some, ends);
                some = new ArrayList<>();
                bytes = 0;
            }
        }
        if (!some.isEmpty()) {
            write(some, ends);
        }
        failures.remove(Thread.currentThread());
    }

    private void write(List<ConsumerRecord<String, byte[]>> messages, Map<Integer, Long> ends) {
        TopicProgress progress = progress(messages, ends);
        part.write(messages, progress);
        progress.steps()
                .forEach(step ->
                        positions.put(
                                new TopicPartition(topic.name(), step.partition()), step.until()));
    }

    /** Where those partitions end that have no more records for now, as far as is known. */
    private Map<Integer, Long> ends(
            List<ConsumerRecord<String, byte[]>> messages, Consumer<?, ?> consumer) {
        Map<Integer, Long> ends = until(messages);
        ends.keySet()
                .removeIf(partition ->
                        consumer.currentLag(new TopicPartition(topic.name(), partition)).orElse(0)
                                > 0);
        return ends;
    }

    private TopicProgress progress(
            List<ConsumerRecord<String, byte[]>> messages, Map<Integer, Long> ends) {
        Map<Integer, Long> until = until(messages);
        return new TopicProgress(
                topic.name(),
                until.entrySet().stream()
                        .map(end ->
                                new TopicProgress.Step(
                                        end.getKey(), positionOf(end.getKey()), end.getValue()))
                        .toList(),
                until.entrySet().stream()
                        .anyMatch(end -> end.getValue().equals(ends.get(end.getKey()))));
    }

    /** By partition, the offset after its last record. */
    private static Map<Integer, Long> until(List<ConsumerRecord<String, byte[]>> messages) {
        Map<Integer, Long> until = new HashMap<>();
        messages.forEach(
                message -> until.merge(message.partition(), message.offset() + 1, Long::max));
        return until;
    }

    private long positionOf(int partition) {
        return Objects.requireNonNull(
                positions.get(new TopicPartition(topic.name(), partition)),
                "a record of a partition not assigned");
    }

    @Override
    public void onPartitionsAssigned(
            Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        if (!partitions.isEmpty()) {
            beginWhereTheDatabaseEnds(consumer, partitions);
        }
    }

    private void beginWhereTheDatabaseEnds(
            Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        Map<Integer, Long> stored =
                offsets.begin(
                        topic.name(),
                        topicId(),
                        partitions.stream().map(TopicPartition::partition).toList());
        Map<TopicPartition, Long> beginnings =
                consumer.beginningOffsets(new ArrayList<>(partitions));
        for (TopicPartition partition : partitions) {
            long next = stored.getOrDefault(partition.partition(), 0L);
            positions.put(partition, next);
            long beginning = beginnings.getOrDefault(partition, 0L);
            if (next < beginning && next > 0) {
                log.error(
                        "{}: offsets {} to {} are gone from the topic before they were written: {}"
                                + " records are lost",
                        partition,
                        next,
                        beginning - 1,
                        beginning - next);
                lost.increment((double) (beginning - next));
            }
            consumer.seek(partition, Math.max(next, beginning));
        }
        log.info("{}: writing on at {}", topic.name(), stored);
    }

    private String topicId() {
        return Objects.requireNonNull(
                        admin.describeTopics(topic.name()).get(topic.name()), topic.name())
                .topicId()
                .toString();
    }

    /**
     * A part could not be written. It is read again, from where the database says, after a pause.
     */
    @Override
    public void handleBatch(
            Exception failure,
            ConsumerRecords<?, ?> messages,
            Consumer<?, ?> consumer,
            MessageListenerContainer container,
            Runnable invokeListener) {
        int attempts = failures.merge(Thread.currentThread(), 1, Integer::sum);
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        log.warn(
                "{}: {} records not written, attempt {}: {}",
                topic.name(),
                messages.count(),
                attempts,
                cause.toString());
        pause(attempts, container);
        try {
            beginWhereTheDatabaseEnds(consumer, messages.partitions());
        } catch (RuntimeException e) {
            log.warn(
                    "{}: the database does not say where to go on: {}", topic.name(), e.toString());
            messages.partitions()
                    .forEach(partition ->
                            consumer.seek(partition, positionOf(partition.partition())));
        }
    }

    /** Kafka is not told that records are done with when they are read again. */
    @Override
    public boolean isAckAfterHandle() {
        return false;
    }

    @Override
    public void handleOtherException(
            Exception failure,
            Consumer<?, ?> consumer,
            MessageListenerContainer container,
            boolean batchListener) {
        int attempts = failures.merge(Thread.currentThread(), 1, Integer::sum);
        log.warn("{}: not reading, attempt {}: {}", topic.name(), attempts, failure.toString());
        pause(attempts, container);
    }

    private static void pause(int attempts, MessageListenerContainer container) {
        long millis = FIRST_PAUSE.toMillis() << Math.min(attempts - 1, 10);
        long end = System.nanoTime() + Math.min(millis, LONGEST_PAUSE.toMillis()) * 1_000_000;
        try {
            while (System.nanoTime() < end && container.isRunning()) {
                Thread.sleep(FIRST_PAUSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
