package io.sluice.slicing;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.datasketches.tdigest.TDigestDouble;
import org.jspecify.annotations.Nullable;

/**
 * About what the values of some tuples are: the last ones as they came, the others as a t-digest.
 *
 * <p>The digest is kept packed, and only unpacked to be changed: it takes a fraction of the room
 * so, partial aggregates can share it, and it has nothing in it that is not written.
 */
final class ApproximateValues {
    /** So many values are kept as they are; while there are no more, results are exact. */
    static final int MOST_PENDING = 512;

    private static final int FIRST_ROOM = 8;

    /** Keeps differences of the greatest doubles, times their number, in range. */
    private static final double SCALE = 0x1p-64;

    private @Nullable PackedDigest digest;
    private double[] pending;
    private int pendingCount;

    private ApproximateValues(@Nullable PackedDigest digest, int room) {
        this.digest = digest;
        pending = new double[room];
    }

    ApproximateValues(double value) {
        this(null, FIRST_ROOM);
        add(value);
    }

    void add(double value) {
        if (pendingCount == MOST_PENDING) {
            digest = PackedDigest.of(unpacked());
            pendingCount = 0;
        } else if (pendingCount == pending.length) {
            int room = Math.clamp(pendingCount * 2L, FIRST_ROOM, MOST_PENDING);
            pending = Arrays.copyOf(pending, room);
        }
        pending[pendingCount++] = value;
    }

    /** A new digest of all values. */
    private TDigestDouble unpacked() {
        TDigestDouble all =
                digest == null ? new TDigestDouble(PackedDigest.COMPRESSION) : digest.unpacked();
        addPendingTo(all);
        return all;
    }

    private void addAllTo(TDigestDouble target) {
        if (digest != null) {
            target.merge(digest.unpacked());
        }
        addPendingTo(target);
    }

    private void addPendingTo(TDigestDouble target) {
        sortPending();
        for (int at = 0; at < pendingCount; at++) {
            target.update(pending[at] * SCALE);
        }
    }

    /** So that nothing depends on the order of values that are in no digest yet. */
    private void sortPending() {
        Arrays.sort(pending, 0, pendingCount);
    }

    double quantile(double rank) {
        if (digest != null) {
            PackedDigest all = pendingCount == 0 ? digest : PackedDigest.of(unpacked());
            return all.quantile(rank) / SCALE;
        }
        sortPending();
        FractionalRank place = FractionalRank.of(rank, pendingCount);
        int below = (int) place.below();
        return place.between(pending[below], pending[Math.min(below + 1, pendingCount - 1)]);
    }

    static ApproximateValues merge(List<ApproximateValues> all) {
        if (all.size() == 1) {
            return all.getFirst();
        }
        List<PackedDigest> digests =
                all.stream().map(values -> values.digest).filter(Objects::nonNull).toList();
        long pending = all.stream().mapToLong(values -> values.pendingCount).sum();
        return digests.size() <= 1 && pending <= MOST_PENDING
                ? together(all, digests.isEmpty() ? null : digests.getFirst(), (int) pending)
                : digested(all);
    }

    private static ApproximateValues together(
            List<ApproximateValues> all, @Nullable PackedDigest digest, int pending) {
        ApproximateValues together = new ApproximateValues(digest, pending);
        for (ApproximateValues next : all) {
            System.arraycopy(
                    next.pending, 0, together.pending, together.pendingCount, next.pendingCount);
            together.pendingCount += next.pendingCount;
        }
        return together;
    }

    private static ApproximateValues digested(List<ApproximateValues> all) {
        TDigestDouble digest = all.getFirst().unpacked();
        for (ApproximateValues next : all.subList(1, all.size())) {
            next.addAllTo(digest);
        }
        return new ApproximateValues(PackedDigest.of(digest), 0);
    }

    void write(DataOutput output) throws IOException {
        sortPending();
        if (digest == null) {
            output.writeInt(0);
        } else {
            digest.write(output);
        }
        output.writeInt(pendingCount);
        for (int at = 0; at < pendingCount; at++) {
            output.writeLong(Double.doubleToRawLongBits(pending[at]));
        }
    }

    static ApproximateValues read(DataInput input) throws IOException {
        int length = input.readInt();
        PackedDigest digest = length == 0 ? null : PackedDigest.read(length, input);
        int number = input.readInt();
        if (number < 0 || number > MOST_PENDING) {
            throw new StreamCorruptedException("there are " + number + " values beside a digest");
        }
        ApproximateValues values = new ApproximateValues(digest, number);
        for (int at = 0; at < number; at++) {
            values.add(Double.longBitsToDouble(input.readLong()));
        }
        return values;
    }
}
