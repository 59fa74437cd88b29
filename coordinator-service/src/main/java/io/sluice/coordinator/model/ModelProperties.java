package io.sluice.coordinator.model;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How models are taken and given out.
 *
 * @param maxSize the largest model
 * @param maxChunk the largest part of a model that is sent at once; it is held in memory until it
 *     is stored
 * @param chunksAtOnce how many such parts are taken at the same time
 * @param chunkWithin how long an upload waits for its turn to be taken
 * @param readsAtOnce how many connections of the database are used at the same time to read models
 * @param refreshEvery for how long it is believed which models and rollouts there are, without
 *     asking the database again
 */
@Validated
@ConfigurationProperties("sluice.models")
record ModelProperties(
        @DefaultValue("512MB") DataSize maxSize,
        @DefaultValue("8MB") DataSize maxChunk,
        @DefaultValue("8") @Min(1) int chunksAtOnce,
        @DefaultValue("10s") Duration chunkWithin,
        @DefaultValue("4") @Min(1) int readsAtOnce,
        @DefaultValue("1s") Duration refreshEvery) {
    /** Offsets in an ONNX file are of 32 bits. */
    private static final DataSize MOST = DataSize.ofBytes(Integer.MAX_VALUE);

    ModelProperties {
        if (maxSize.toBytes() < 1 || maxSize.compareTo(MOST) > 0) {
            throw new IllegalArgumentException(
                    "sluice.models.max-size " + maxSize + " is not between 1 B and " + MOST);
        }
        if (maxChunk.toBytes() < 1 || maxChunk.compareTo(maxSize) > 0) {
            throw new IllegalArgumentException(
                    "sluice.models.max-chunk "
                            + maxChunk
                            + " is not between 1 B and sluice.models.max-size ("
                            + maxSize
                            + ")");
        }
    }

    int maxChunkBytes() {
        return (int) maxChunk.toBytes();
    }
}
