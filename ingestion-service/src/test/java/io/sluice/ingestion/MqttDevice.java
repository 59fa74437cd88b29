package io.sluice.ingestion;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.sluice.testservers.TestServers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** A device that speaks MQTT 5, and hears what is said to it. */
public final class MqttDevice implements AutoCloseable {
    private final Mqtt5BlockingClient client;
    private final List<Mqtt5Publish> heard = new CopyOnWriteArrayList<>();

    public MqttDevice() {
        this(TestServers.get().mqttPort());
    }

    public MqttDevice(int port) {
        client =
                Mqtt5Client.builder()
                        .identifier("device-" + UUID.randomUUID())
                        .serverHost("127.0.0.1")
                        .serverPort(port)
                        .buildBlocking();
        client.connect();
        client.toAsync().publishes(MqttGlobalPublishFilter.ALL, heard::add);
    }

    public void publish(String topic, String payload) {
        publish(topic, payload.getBytes(StandardCharsets.UTF_8), MqttQos.AT_LEAST_ONCE);
    }

    public void publish(String topic, byte[] payload, MqttQos qos) {
        send(Mqtt5Publish.builder().topic(topic).qos(qos).payload(payload).build());
    }

    public void send(Mqtt5Publish message) {
        client.publish(message);
    }

    public void subscribe(String topicFilter) {
        client.subscribeWith().topicFilter(topicFilter).qos(MqttQos.AT_LEAST_ONCE).send();
    }

    public List<Mqtt5Publish> heard() {
        return heard;
    }

    @Override
    public void close() {
        client.disconnect();
    }
}
