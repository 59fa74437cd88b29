package io.sluice.coordinator.kafka;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How topics are created.
 *
 * @param replicas how many brokers hold each partition; 3 where there are three
 */
@Validated
@ConfigurationProperties("sluice.kafka.topics")
record KafkaTopicProperties(@DefaultValue("1") @Min(1) int replicas) {}
