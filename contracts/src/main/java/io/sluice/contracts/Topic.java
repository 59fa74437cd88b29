package io.sluice.contracts;

import java.util.Map;

/**
 * A Kafka topic as the service that owns it creates it. The key of every record is a device id.
 *
 * @param name the topic's name
 * @param partitions how many partitions it is created with, at least 1
 * @param settings its settings by the names Kafka gives them, such as {@code cleanup.policy}
 */
public record Topic(String name, int partitions, Map<String, String> settings) {
    public Topic {
        if (partitions < 1) {
            throw new IllegalArgumentException(
                    "topic " + name + ": partitions " + partitions + " < 1");
        }
        settings = Map.copyOf(settings);
    }
}
