package io.sluice.ingestion.kafka;

import io.sluice.contracts.Topic;
import io.sluice.contracts.devices.DevicesTopic;
import io.sluice.contracts.readings.ReadingsTopic;
import io.sluice.contracts.rejections.RejectionsTopic;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.kafka.core.KafkaAdmin;

/** Creates the topics that this service owns, where they are missing. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KafkaTopicProperties.class)
class KafkaTopicsConfiguration {
    @Bean
    KafkaAdmin.NewTopics topics(KafkaTopicProperties properties) {
        return new KafkaAdmin.NewTopics(
                Stream.of(ReadingsTopic.TOPIC, RejectionsTopic.TOPIC, DevicesTopic.TOPIC)
                        .map(topic -> newTopic(topic, properties.replicas()))
                        .toArray(NewTopic[]::new));
    }

    private static NewTopic newTopic(Topic topic, int replicas) {
        return TopicBuilder.name(topic.name())
                .partitions(topic.partitions())
                .replicas(replicas)
                .configs(topic.settings())
                .build();
    }
}
