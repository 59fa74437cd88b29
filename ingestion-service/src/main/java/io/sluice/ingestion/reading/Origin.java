package io.sluice.ingestion.reading;

/**
 * Where a message came from.
 *
 * @param transport how it came
 * @param address the path of the request or the MQTT topic
 * @param sourceStream who sent it: a connection, or {@code key:} and an idempotency key
 * @param sequence its number in the source stream, from 0
 */
public record Origin(Transport transport, String address, String sourceStream, long sequence) {
    /** How messages come. */
    public enum Transport {
        HTTP,
        MQTT
    }
}
