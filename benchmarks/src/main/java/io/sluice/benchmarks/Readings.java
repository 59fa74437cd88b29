package io.sluice.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Synthetic readings: each device has one metric, and each reading of a device is a millisecond
 * later than the one before it, or now, whichever is later.
 */
final class Readings {
    static final String METRIC = "temperature";

    private final int devices;
    private final int devicesPerBatch;
    private final AtomicLong nextDevice = new AtomicLong();
    private final long[] lastTimes;

    Readings(int devices, int devicesPerBatch) {
        this.devices = devices;
        this.devicesPerBatch = devicesPerBatch;
        this.lastTimes = new long[devices];
    }

    Stream<String> deviceIds() {
        return IntStream.range(0, devices).mapToObj(Readings::deviceId);
    }

    static String deviceId(int device) {
        return "bench-" + (100_000 + device);
    }

    /**
     * A message and what is in it.
     *
     * @param device one of the devices it is about
     * @param metric one of its metrics
     * @param time the latest time of that device in it, in milliseconds
     */
    record Batch(byte[] json, int readings, String device, String metric, long time) {}

    /** A JSON array of readings of some devices, in turn. */
    Batch batch(int readings) {
        StringBuilder json = new StringBuilder(readings * 72);
        int perDevice = Math.max(1, readings / devicesPerBatch);
        int device = 0;
        long time = 0;
        json.append('[');
        for (int count = 0; count < readings; ) {
            device = (int) (nextDevice.getAndIncrement() % devices);
            String id = deviceId(device);
            for (int i = 0; i < perDevice && count < readings; i++, count++) {
                time = nextTime(device);
                append(json, id, time);
            }
        }
        json.setCharAt(json.length() - 1, ']');
        return new Batch(
                json.toString().getBytes(StandardCharsets.US_ASCII),
                readings,
                deviceId(device),
                METRIC,
                time);
    }

    /** One reading of one device as a JSON object. */
    Batch single() {
        int device = (int) (nextDevice.getAndIncrement() % devices);
        long time = nextTime(device);
        StringBuilder json = new StringBuilder(72);
        append(json, deviceId(device), time);
        json.setLength(json.length() - 1);
        return new Batch(
                json.toString().getBytes(StandardCharsets.US_ASCII),
                1,
                deviceId(device),
                METRIC,
                time);
    }

    private static void append(StringBuilder json, String device, long time) {
        json.append("{\"device_id\":\"")
                .append(device)
                .append("\",\"timestamp\":")
                .append(time)
                .append(",\"")
                .append(METRIC)
                .append("\":")
                .append(15 + ThreadLocalRandom.current().nextInt(1000) / 100.0)
                .append("},");
    }

    private long nextTime(int device) {
        synchronized (lastTimes) {
            lastTimes[device] = Math.max(lastTimes[device] + 1, System.currentTimeMillis());
            return lastTimes[device];
        }
    }
}
