package io.sluice.coordinator.kafka;

import io.sluice.contracts.Topic;
import io.sluice.contracts.inferenceresults.InferenceResultsTopic;
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
        Topic topic = InferenceResultsTopic.TOPIC;
        return new KafkaAdmin.NewTopics(
                TopicBuilder.name(topic.name())
                        .partitions(topic.partitions())
                        .replicas(properties.replicas())
                        .configs(topic.settings())
                        .build());
    }
}
