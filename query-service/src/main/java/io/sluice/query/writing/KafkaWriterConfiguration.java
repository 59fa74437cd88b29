package io.sluice.query.writing;

import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.contracts.Topic;
import io.sluice.contracts.devices.DevicesTopic;
import io.sluice.contracts.readings.ReadingsTopic;
import io.sluice.contracts.rejections.RejectionsTopic;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import tools.jackson.databind.ObjectMapper;

/** The topics that the writer reads. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "sluice.writer.enabled", matchIfMissing = true)
class KafkaWriterConfiguration {
    private final ConsumerFactory<String, byte[]> consumers;
    private final KafkaAdmin admin;
    private final PostgresWriterOffsets offsets;
    private final WriterProperties properties;
    private final MeterRegistry meters;

    KafkaWriterConfiguration(
            ConsumerFactory<String, byte[]> consumers,
            KafkaAdmin admin,
            PostgresWriterOffsets offsets,
            WriterProperties properties,
            MeterRegistry meters) {
        this.consumers = consumers;
        this.admin = admin;
        this.offsets = offsets;
        this.properties = properties;
        this.meters = meters;
    }

    /** The topics that are read, made if ingestion-service has not made them yet. */
    @Bean
    KafkaAdmin.NewTopics topics() {
        return new KafkaAdmin.NewTopics(
                Stream.of(ReadingsTopic.TOPIC, RejectionsTopic.TOPIC, DevicesTopic.TOPIC)
                        .map(topic ->
                                TopicBuilder.name(topic.name())
                                        .partitions(topic.partitions())
                                        .replicas(properties.topicReplicas())
                                        .configs(topic.settings())
                                        .build())
                        .toArray(NewTopic[]::new));
    }

    @Bean
    ConcurrentMessageListenerContainer<String, byte[]> readings(
            ReadingWriter writer, KafkaTemplate<String, byte[]> kafka, InstantSource clock) {
        KafkaReadingListener listener = new KafkaReadingListener(writer, kafka, meters, clock);
        return container(ReadingsTopic.TOPIC, properties.threads(), listener::write);
    }

    @Bean
    ConcurrentMessageListenerContainer<String, byte[]> rejections(
            PostgresWriterPool pool, PostgresSourceStreamCounts counts) {
        KafkaRejectionListener listener =
                new KafkaRejectionListener(offsets, counts, pool.transaction());
        return container(RejectionsTopic.TOPIC, 1, listener::write);
    }

    @Bean
    ConcurrentMessageListenerContainer<String, byte[]> devices(
            PostgresWriterPool pool, ObjectMapper mapper) {
        KafkaDeviceListener listener =
                new KafkaDeviceListener(
                        offsets,
                        new PostgresDeviceTable(pool.jdbc(), mapper),
                        pool.transaction(),
                        meters);
        return container(DevicesTopic.TOPIC, 1, listener::write);
    }

    private ConcurrentMessageListenerContainer<String, byte[]> container(
            Topic topic, int threads, KafkaTopicWriter.Part part) {
        KafkaTopicWriter writer =
                new KafkaTopicWriter(
                        topic, properties.batch().toBytes(), part, offsets, admin, meters);
        ContainerProperties settings = new ContainerProperties(topic.name());
        settings.setMessageListener(writer);
        settings.setConsumerRebalanceListener(writer);
        settings.setSyncCommits(false);
        settings.setAckMode(ContainerProperties.AckMode.BATCH);
        ConcurrentMessageListenerContainer<String, byte[]> container =
                new ConcurrentMessageListenerContainer<>(consumers, settings);
        container.setConcurrency(threads);
        container.setCommonErrorHandler(writer);
        container.setBeanName("writer-" + topic.name());
        return container;
    }
}
