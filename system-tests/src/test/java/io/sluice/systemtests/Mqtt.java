package io.sluice.systemtests;

import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3Client;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import java.util.UUID;

/** Connections to the broker of a platform, each under a name of its own. */
final class Mqtt {
    private Mqtt() {}

    static Mqtt5BlockingClient connect5(LocalPlatform platform) {
        Mqtt5BlockingClient client =
                Mqtt5Client.builder()
                        .identifier("new-" + UUID.randomUUID())
                        .serverHost("127.0.0.1")
                        .serverPort(platform.port("MQTT"))
                        .buildBlocking();
        client.connect();
        return client;
    }

    static Mqtt3BlockingClient connect3(LocalPlatform platform) {
        Mqtt3BlockingClient client =
                Mqtt3Client.builder()
                        .identifier("old-" + UUID.randomUUID())
                        .serverHost("127.0.0.1")
                        .serverPort(platform.port("MQTT"))
                        .buildBlocking();
        client.connect();
        return client;
    }
}
