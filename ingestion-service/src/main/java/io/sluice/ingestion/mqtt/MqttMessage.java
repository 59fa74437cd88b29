package io.sluice.ingestion.mqtt;

import com.hivemq.client.mqtt.datatypes.MqttUtf8String;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.util.Optional;

/**
 * A message as the broker delivered it.
 *
 * @param via the connection it came over
 * @param sourceStream the name of that connection
 * @param sequence its number on that connection, from 0
 */
public record MqttMessage(
        Mqtt5Publish publish, MqttConnection via, String sourceStream, long sequence) {
    /** The topic it was published to. */
    public String topic() {
        return publish.getTopic().toString();
    }

    /** Its bytes; none for a message without a payload. */
    public byte[] payload() {
        return publish.getPayloadAsBytes();
    }

    /** The media type of its payload, where an MQTT 5 sender gave one. */
    public Optional<String> contentType() {
        return publish.getContentType().map(MqttUtf8String::toString);
    }

    /** What an MQTT 5 sender attached under a name, in any case. */
    public Optional<String> userProperty(String name) {
        return publish.getUserProperties().asList().stream()
                .filter(property -> property.getName().toString().equalsIgnoreCase(name))
                .map(property -> property.getValue().toString())
                .findFirst();
    }

    /** Tells the broker that it need not deliver this again. */
    public void acknowledge() {
        publish.acknowledge();
    }

    /** Publishes an answer, with the correlation data that the sender gave to find it by. */
    public void answer(String topic, String json) {
        via.publish(topic, json, publish.getCorrelationData().orElse(null));
    }
}
