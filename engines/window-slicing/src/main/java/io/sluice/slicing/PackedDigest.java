package io.sluice.slicing;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.apache.datasketches.common.SketchesArgumentException;
import org.apache.datasketches.tdigest.TDigestDouble;

/**
 * The bytes of a t-digest of several values, in the layout that the sketches of all languages
 * share: a head with the number of centroids, least and greatest value, and for each centroid its
 * mean and weight, in order.
 *
 * <p>Quantiles are read from here, since {@link TDigestDouble#getQuantile} of version 9.0.0 weighs
 * the centroids at both sides of a rank the wrong way round, and is off by several hundredths
 * (apache/datasketches-java, pull request 755).
 */
final class PackedDigest {
    static final short COMPRESSION = 200;

    /** In the first byte: this is neither empty, nor a single value, nor of another layout. */
    private static final byte HEAD_LONGS = 2;

    private static final int COMPRESSION_AT = 3;
    private static final int NUMBER_AT = 8;
    private static final int PENDING_AT = 12;
    private static final int LEAST_AT = 16;
    private static final int GREATEST_AT = 24;
    private static final int CENTROIDS_AT = 32;
    private static final int CENTROID_BYTES = 16;
    private static final int MOST_CENTROIDS = 2 * COMPRESSION + 10;

    private final byte[] bytes;
    private final MemorySegment segment;

    static PackedDigest of(TDigestDouble digest) {
        return new PackedDigest(digest.toByteArray());
    }

    private PackedDigest(byte[] bytes) {
        this.bytes = bytes;
        segment = MemorySegment.ofArray(bytes);
    }

    TDigestDouble unpacked() {
        return TDigestDouble.heapify(segment);
    }

    /** Writes the length, which is not 0, and the bytes. */
    void write(DataOutput output) throws IOException {
        output.writeInt(bytes.length);
        output.write(bytes);
    }

    /** Reads the bytes after their length. */
    static PackedDigest read(int length, DataInput input) throws IOException {
        if (length <= CENTROIDS_AT || length > CENTROIDS_AT + MOST_CENTROIDS * CENTROID_BYTES) {
            throw new StreamCorruptedException("a digest is " + length + " bytes long");
        }
        byte[] bytes = new byte[length];
        input.readFully(bytes);
        PackedDigest digest = new PackedDigest(bytes);
        if (!digest.isSound()) {
            throw new StreamCorruptedException("a digest is broken");
        }
        return digest;
    }

    /** Whether it can be unpacked. */
    private boolean isSound() {
        if (bytes.length != centroidAt(number())
                || bytes[0] != HEAD_LONGS
                || segment.get(ValueLayout.JAVA_SHORT_UNALIGNED, COMPRESSION_AT) != COMPRESSION
                || segment.get(ValueLayout.JAVA_INT_UNALIGNED, NUMBER_AT) != number()
                || segment.get(ValueLayout.JAVA_INT_UNALIGNED, PENDING_AT) != 0) {
            return false;
        }
        try {
            return unpacked().getTotalWeight() == total();
        } catch (SketchesArgumentException _) {
            return false;
        }
    }

    /**
     * The value at about a rank from 0 to 1. The mean of a centroid is taken to be in the middle of
     * its weight, and values between two of these places to lie on a line. Where all weights are 1,
     * this is what {@link FractionalRank} gives.
     */
    double quantile(double rank) {
        double place = 0.5 + rank * (total() - 1);
        double left = 0.5;
        double leftValue = segment.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, LEAST_AT);
        long before = 0;
        for (int centroid = 0; centroid < number(); centroid++) {
            double right = before + weight(centroid) / 2.0;
            if (right > place) {
                return between(place, left, leftValue, right, mean(centroid));
            }
            left = right;
            leftValue = mean(centroid);
            before += weight(centroid);
        }
        return between(
                place,
                left,
                leftValue,
                before - 0.5,
                segment.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, GREATEST_AT));
    }

    private static double between(
            double place, double left, double leftValue, double right, double rightValue) {
        double share = right > left ? (place - left) / (right - left) : 1;
        return leftValue + (rightValue - leftValue) * share;
    }

    private int number() {
        return (bytes.length - CENTROIDS_AT) / CENTROID_BYTES;
    }

    private double mean(int centroid) {
        return segment.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, centroidAt(centroid));
    }

    private long weight(int centroid) {
        return segment.get(ValueLayout.JAVA_LONG_UNALIGNED, centroidAt(centroid) + Double.BYTES);
    }

    private long centroidAt(int centroid) {
        return CENTROIDS_AT + (long) centroid * CENTROID_BYTES;
    }

    private long total() {
        long total = 0;
        for (int centroid = 0; centroid < number(); centroid++) {
            total += weight(centroid);
        }
        return total;
    }
}
