package io.sluice.ingestion.mqtt;

import com.hivemq.client.mqtt.datatypes.MqttTopicFilter;
import java.util.List;

/** Takes the messages of some topics. */
public interface MqttListener {
    /** The topics it wants; it gets each message that matches one of them. */
    List<MqttTopicFilter> topicFilters();

    /**
     * Takes one message. May block: then no further messages are delivered, and the broker keeps
     * them.
     *
     * @param message to be acknowledged, now or later, when it need not be delivered again
     */
    void onMessage(MqttMessage message) throws InterruptedException;
}
