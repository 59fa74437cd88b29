package io.sluice.benchmarks.slicing;

import org.jspecify.annotations.Nullable;

/** A hash map of buckets by window and start, with open addressing and without boxes for keys. */
final class BucketMap {
    private @Nullable Bucket[] table = new @Nullable Bucket[64];
    private int size;

    @Nullable Bucket get(int window, long start) {
        int mask = table.length - 1;
        int place = hash(window, start) & mask;
        Bucket bucket = table[place];
        while (bucket != null && (bucket.start != start || bucket.window != window)) {
            place = (place + 1) & mask;
            bucket = table[place];
        }
        return bucket;
    }

    /** Puts one that is not there. */
    void put(Bucket bucket) {
        if (++size * 2 > table.length) {
            grow();
        }
        place(bucket);
    }

    void remove(Bucket bucket) {
        size--;
        int mask = table.length - 1;
        int place = hash(bucket.window, bucket.start) & mask;
        while (table[place] != bucket) {
            place = (place + 1) & mask;
        }
        table[place] = null;
        // What was moved on because of it comes back.
        for (int next = (place + 1) & mask; ; next = (next + 1) & mask) {
            Bucket follower = table[next];
            if (follower == null) {
                return;
            }
            table[next] = null;
            place(follower);
        }
    }

    private void grow() {
        @Nullable Bucket[] before = table;
        table = new @Nullable Bucket[before.length * 2];
        for (Bucket bucket : before) {
            if (bucket != null) {
                place(bucket);
            }
        }
    }

    private void place(Bucket bucket) {
        int mask = table.length - 1;
        int place = hash(bucket.window, bucket.start) & mask;
        while (table[place] != null) {
            place = (place + 1) & mask;
        }
        table[place] = bucket;
    }

    private static int hash(int window, long start) {
        long mixed = (start + ((long) window << 40)) * 0x9E37_79B9_7F4A_7C15L;
        return (int) (mixed >>> 32);
    }
}
