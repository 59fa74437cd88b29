package io.sluice.ingestion.kafka;

import io.sluice.contracts.Topic;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.MessageListener;
import org.springframework.kafka.support.TopicPartitionOffset;

/**
 * Reads all partitions of a topic in this instance alone, from some point to the end and then what
 * comes: for what each instance wants to know of all records. Keeps no offsets; it begins again at
 * each start.
 */
public final class KafkaTopicFollower implements SmartLifecycle {
    private final ConsumerFactory<String, byte[]> consumers;
    private final KafkaAdmin admin;
    private final Topic topic;
    private final long newest;
    private final MessageListener<String, byte[]> listener;
    private @Nullable ConcurrentMessageListenerContainer<String, byte[]> container;

    private KafkaTopicFollower(
            ConsumerFactory<String, byte[]> consumers,
            KafkaAdmin admin,
            Topic topic,
            long newest,
            MessageListener<String, byte[]> listener) {
        this.consumers = consumers;
        this.admin = admin;
        this.topic = topic;
        this.newest = newest;
        this.listener = listener;
    }

    /** Reads everything that the topic holds. */
    public static KafkaTopicFollower fromBeginning(
            ConsumerFactory<String, byte[]> consumers,
            KafkaAdmin admin,
            Topic topic,
            MessageListener<String, byte[]> listener) {
        return new KafkaTopicFollower(consumers, admin, topic, Long.MAX_VALUE, listener);
    }

    /** Reads the newest records of each partition, and what comes after them. */
    public static KafkaTopicFollower fromNewest(
            long count,
            ConsumerFactory<String, byte[]> consumers,
            KafkaAdmin admin,
            Topic topic,
            MessageListener<String, byte[]> listener) {
        return new KafkaTopicFollower(consumers, admin, topic, count, listener);
    }

    @Override
    public void start() {
        int partitions =
                Objects.requireNonNull(
                                admin.describeTopics(topic.name()).get(topic.name()), topic.name())
                        .partitions()
                        .size();
        ContainerProperties properties =
                new ContainerProperties(
                        IntStream.range(0, partitions)
                                .mapToObj(this::startOf)
                                .toArray(TopicPartitionOffset[]::new));
        properties.setMessageListener((MessageListener<String, byte[]>) this::deliver);
        properties.setAckMode(ContainerProperties.AckMode.MANUAL);
        ConcurrentMessageListenerContainer<String, byte[]> started =
                new ConcurrentMessageListenerContainer<>(withoutGroup(consumers), properties);
        started.setBeanName("follower-" + topic.name());
        started.start();
        container = started;
    }

    @Override
    public void stop() {
        if (container != null) {
            container.stop();
            container = null;
        }
    }

    @Override
    public boolean isRunning() {
        return container != null && container.isRunning();
    }

    private void deliver(ConsumerRecord<String, byte[]> message) {
        listener.onMessage(message);
    }

    private TopicPartitionOffset startOf(int partition) {
        return newest == Long.MAX_VALUE
                ? new TopicPartitionOffset(topic.name(), partition, 0L)
                : new TopicPartitionOffset(topic.name(), partition, -newest);
    }

    private static ConsumerFactory<String, byte[]> withoutGroup(
            ConsumerFactory<String, byte[]> consumers) {
        Map<String, Object> settings = new HashMap<>(consumers.getConfigurationProperties());
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return new DefaultKafkaConsumerFactory<>(settings);
    }
}
