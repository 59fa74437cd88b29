package io.sluice.systemtests;

import com.hivemq.client.mqtt.MqttClientState;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * 200,000 good readings and some bad ones, half of them over HTTP and half over MQTT, from devices
 * that send every message until it is acknowledged, and then the next.
 */
final class ReadingStream {
    private static final int DEVICES = 8;
    private static final int MESSAGES = 1_250;
    private static final int READINGS = 20;

    /** Every so many messages one reading more, of a device that nobody knows. */
    private static final int BAD_EVERY = 125;

    private static final Instant START = Instant.parse("2026-01-21T00:00:00Z");
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final LocalPlatform platform;
    private final String name;
    private final List<Thread> senders = new ArrayList<>();
    private final AtomicLong acknowledgedOverHttp = new AtomicLong();
    private final AtomicLong acknowledgedOverMqtt = new AtomicLong();
    private final AtomicLong attempts = new AtomicLong();

    ReadingStream(LocalPlatform platform, String name) {
        this.platform = platform;
        this.name = name;
    }

    /** A reading of metric t. */
    record Reading(Instant time, double value) {}

    List<String> devices() {
        return IntStream.range(0, DEVICES).mapToObj(i -> name + "-" + i).toList();
    }

    /** What a device sends, in its order. */
    List<Reading> readingsOf(String device) {
        long offset = device.hashCode();
        return IntStream.range(0, MESSAGES * READINGS)
                .mapToObj(i -> new Reading(START.plusMillis(i * 100L), offset + i / 4.0))
                .toList();
    }

    long goodReadings() {
        return (long) DEVICES * MESSAGES * READINGS;
    }

    long badReadings() {
        return DEVICES * (long) (MESSAGES / BAD_EVERY);
    }

    /** Good readings whose message was acknowledged. */
    long acknowledged() {
        return acknowledgedOverHttp.get() + acknowledgedOverMqtt.get();
    }

    /** How often a message was handed over to be sent. */
    long attempts() {
        return attempts.get();
    }

    boolean isInTheMiddle() {
        long some = goodReadings() / 20;
        return acknowledgedOverHttp.get() > some && acknowledgedOverMqtt.get() > some;
    }

    void start() {
        List<String> devices = devices();
        for (int i = 0; i < DEVICES; i++) {
            String device = devices.get(i);
            senders.add(
                    Thread.ofPlatform()
                            .name(device)
                            .start(
                                    i % 2 == 0
                                            ? () -> sendOverHttp(device)
                                            : () -> sendOverMqtt(device)));
        }
    }

    void awaitEnd(Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        for (Thread sender : senders) {
            try {
                if (!sender.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())))) {
                    throw new IllegalStateException(
                            sender.getName() + " still waits after " + acknowledged());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    private void sendOverHttp(String device) {
        Client client = new Client(platform.frontDoor());
        List<Reading> readings = readingsOf(device);
        for (int message = 0; message < MESSAGES; message++) {
            byte[] payload = payload(device, message, readings);
            String key = device + "-" + message;
            while (!isTaken(client, payload, key)) {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
            acknowledgedOverHttp.addAndGet(READINGS);
        }
    }

    private boolean isTaken(Client client, byte[] payload, String key) {
        attempts.incrementAndGet();
        try {
            Client.Answer answer =
                    client.post("/api/v1/readings", Client.JSON, payload, "Idempotency-Key", key);
            if (answer.status() != 202 && answer.status() != 503) {
                throw new IllegalStateException(answer.toString());
            }
            return answer.status() == 202;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private void sendOverMqtt(String device) {
        Semaphore inFlight = new Semaphore(20);
        Mqtt5AsyncClient client =
                Mqtt5Client.builder()
                        .identifier(device)
                        .serverHost("127.0.0.1")
                        .serverPort(platform.port("MQTT"))
                        .automaticReconnect()
                        .initialDelay(100, TimeUnit.MILLISECONDS)
                        .maxDelay(1, TimeUnit.SECONDS)
                        .applyAutomaticReconnect()
                        .buildAsync();
        client.connectWith().cleanStart(false).sessionExpiryInterval(3600).send().join();
        List<Reading> readings = readingsOf(device);
        for (int message = 0; message < MESSAGES; message++) {
            inFlight.acquireUninterruptibly();
            publish(client, inFlight, payload(device, message, readings));
        }
        inFlight.acquireUninterruptibly(20);
        if (client.getState() == MqttClientState.CONNECTED) {
            client.disconnect().join();
        }
    }

    private void publish(Mqtt5AsyncClient client, Semaphore inFlight, byte[] payload) {
        attempts.incrementAndGet();
        var _ =
                client.publishWith()
                        .topic("sensors/" + name)
                        .qos(MqttQos.AT_LEAST_ONCE)
                        .payload(payload)
                        .send()
                        .whenComplete((result, failure) -> {
                            if (failure == null && result.getError().isEmpty()) {
                                acknowledgedOverMqtt.addAndGet(READINGS);
                                inFlight.release();
                            } else {
                                publish(client, inFlight, payload);
                            }
                        });
    }

    private byte[] payload(String device, int message, List<Reading> readings) {
        StringBuilder json = new StringBuilder("[");
        for (Reading reading : readings.subList(message * READINGS, (message + 1) * READINGS)) {
            append(json, device, reading);
        }
        if (message % BAD_EVERY == 0) {
            append(json, name + "-unknown", readings.get(message));
        }
        json.setCharAt(json.length() - 1, ']');
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void append(StringBuilder json, String device, Reading reading) {
        json.append("{\"device_id\":\"")
                .append(device)
                .append("\",\"timestamp\":\"")
                .append(reading.time())
                .append("\",\"t\":")
                .append(reading.value())
                .append("},");
    }
}
