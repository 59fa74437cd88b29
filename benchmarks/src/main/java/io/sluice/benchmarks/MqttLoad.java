package io.sluice.benchmarks;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * Publishes single readings over MQTT with QoS 1 by some clients: as fast as they are taken, or at
 * a given rate.
 */
final class MqttLoad implements AutoCloseable {
    /** How many messages of a client may wait for their acknowledgement. */
    private static final int IN_FLIGHT = 100;

    private final List<Mqtt5AsyncClient> clients = new ArrayList<>();
    private final List<Thread> publishers = new ArrayList<>();
    private final Readings readings;

    MqttLoad(int port, Readings readings, int clientCount) {
        this.readings = readings;
        for (int i = 0; i < clientCount; i++) {
            Mqtt5AsyncClient client =
                    Mqtt5Client.builder()
                            .identifier("bench-" + i)
                            .serverHost("127.0.0.1")
                            .serverPort(port)
                            .buildAsync();
            client.connect().join();
            clients.add(client);
        }
    }

    /**
     * @param readingsPerSecond 0 for as fast as they are taken
     */
    void run(Load load, double readingsPerSecond, long endNanos) {
        long start = System.nanoTime();
        double nanosBetween = readingsPerSecond == 0 ? 0 : clients.size() * 1e9 / readingsPerSecond;
        for (Mqtt5AsyncClient client : clients) {
            publishers.add(
                    Thread.ofPlatform()
                            .start(() -> publish(client, load, start, nanosBetween, endNanos)));
        }
    }

    private void publish(
            Mqtt5AsyncClient client, Load load, long start, double nanosBetween, long end) {
        Semaphore inFlight = new Semaphore(IN_FLIGHT);
        for (long number = 0; System.nanoTime() < end; number++) {
            long due =
                    nanosBetween == 0 ? System.nanoTime() : start + (long) (number * nanosBetween);
            Waiting.until(due);
            inFlight.acquireUninterruptibly();
            long from = nanosBetween == 0 ? System.nanoTime() : due;
            Readings.Batch reading = readings.single();
            var _ =
                    client.publishWith()
                            .topic("sensors/bench")
                            .qos(MqttQos.AT_LEAST_ONCE)
                            .payload(reading.json())
                            .send()
                            .handle((_, failure) -> {
                                inFlight.release();
                                if (failure == null) {
                                    load.acknowledged(1, System.nanoTime() - from);
                                } else {
                                    load.failed(1);
                                }
                                return failure == null;
                            });
        }
        inFlight.acquireUninterruptibly(IN_FLIGHT);
    }

    @Override
    public void close() {
        for (Thread publisher : publishers) {
            try {
                publisher.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        clients.forEach(client -> client.disconnect().join());
    }
}
