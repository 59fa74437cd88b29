package io.sluice.ingestion.mqtt;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a session at a broker has subscribed to.
 *
 * @param broker where the broker is
 * @param topicFilters as they were subscribed to
 */
record MqttSubscriptions(String broker, List<String> topicFilters) {
    MqttSubscriptions {
        topicFilters = List.copyOf(topicFilters);
    }

    /** The topic filters that are here and not there. */
    List<String> without(MqttSubscriptions others) {
        return topicFilters.stream()
                .filter(filter -> !others.topicFilters.contains(filter))
                .toList();
    }

    /** One line each: the broker, then the filters. */
    String toText() {
        return String.join("\n", Stream.concat(Stream.of(broker), topicFilters.stream()).toList());
    }

    static MqttSubscriptions fromText(String text) {
        List<String> lines = text.lines().toList();
        return new MqttSubscriptions(lines.getFirst(), lines.subList(1, lines.size()));
    }
}
