package io.sluice.benchmarks;

import java.nio.charset.StandardCharsets;

/** What a fleet sends now: each device all its metrics at once, one device after the other. */
final class FleetNow {
    private final Fleet fleet;
    private int next;
    private long lastMillis;

    FleetNow(Fleet fleet) {
        this.fleet = fleet;
    }

    /** A JSON array of about so many readings. */
    synchronized Readings.Batch batch(int readings) {
        int items = Math.max(1, readings / Fleet.metrics());
        // A device that comes again within the millisecond would have its reading at the same time.
        long time = Math.max(System.currentTimeMillis(), lastMillis + 1);
        StringBuilder json = new StringBuilder(items * 120).append('[');
        int device = 0;
        for (int i = 0; i < items; i++) {
            device = next;
            next = (next + 1) % fleet.devices();
            append(json, device, time + i / fleet.devices());
        }
        lastMillis = time + items / fleet.devices();
        json.setCharAt(json.length() - 1, ']');
        return new Readings.Batch(
                json.toString().getBytes(StandardCharsets.US_ASCII),
                items * Fleet.metrics(),
                Fleet.deviceId(device),
                FleetMetric.ALL.getFirst().name(),
                time + (items - 1) / fleet.devices());
    }

    private void append(StringBuilder json, int device, long millis) {
        json.append("{\"device_id\":\"")
                .append(Fleet.deviceId(device))
                .append("\",\"timestamp\":")
                .append(millis);
        for (int metric = 0; metric < Fleet.metrics(); metric++) {
            json.append(",\"")
                    .append(FleetMetric.ALL.get(metric).name())
                    .append("\":")
                    .append(fleet.value(device, metric, millis, millis * 1000));
        }
        json.append("},");
    }
}
