package io.sluice.local.demo;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.IntConsumer;
import tools.jackson.databind.ObjectMapper;

/**
 * Sends the hours of stations as their devices would, in batches over HTTP or one by one over MQTT.
 */
final class Replay {
    private static final int HOURS_IN_A_BATCH = 200;
    private static final int MQTT_IN_FLIGHT = 500;

    private final PlatformApi api;
    private final int mqttPort;
    private final IntConsumer acknowledged;
    private final ObjectMapper json = new ObjectMapper();

    /**
     * @param acknowledged is told how many more readings were acknowledged
     */
    Replay(PlatformApi api, int mqttPort, IntConsumer acknowledged) {
        this.api = api;
        this.mqttPort = mqttPort;
        this.acknowledged = acknowledged;
    }

    void overHttp(Station station, List<Station.Hour> hours) {
        for (int from = 0; from < hours.size(); from += HOURS_IN_A_BATCH) {
            List<Map<String, Object>> batch = new ArrayList<>();
            for (Station.Hour hour :
                    hours.subList(from, Math.min(from + HOURS_IN_A_BATCH, hours.size()))) {
                Map<String, Object> item = item(hour);
                item.put("device_id", station.deviceId());
                batch.add(item);
            }
            acknowledged.accept(api.post("/api/v1/readings", batch).path("accepted").asInt());
        }
    }

    void overMqtt(Station station, List<Station.Hour> hours) {
        Mqtt5AsyncClient client =
                Mqtt5Client.builder()
                        .identifier("demo-" + UUID.randomUUID())
                        .serverHost("127.0.0.1")
                        .serverPort(mqttPort)
                        .automaticReconnectWithDefaultConfig()
                        .buildAsync();
        client.connect().join();
        Semaphore inFlight = new Semaphore(MQTT_IN_FLIGHT);
        for (Station.Hour hour : hours) {
            inFlight.acquireUninterruptibly();
            var _ =
                    client.publishWith()
                            .topic("devices/" + station.deviceId() + "/telemetry")
                            .qos(MqttQos.AT_LEAST_ONCE)
                            .payload(json.writeValueAsBytes(item(hour)))
                            .send()
                            .whenComplete((_, failure) -> {
                                inFlight.release();
                                if (failure == null) {
                                    acknowledged.accept(hour.values().size());
                                }
                            });
        }
        inFlight.acquireUninterruptibly(MQTT_IN_FLIGHT);
        client.disconnect().join();
    }

    private static Map<String, Object> item(Station.Hour hour) {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("timestamp", hour.time().toString());
        item.putAll(hour.values());
        return item;
    }
}
