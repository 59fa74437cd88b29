package io.sluice.slicing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Tuples by their time, those of one time as they arrived. Each has a rank: how many tuples that
 * were ever added are before it.
 *
 * <p>They are in blocks, so that a tuple out of order moves the tuples of one block, and not all
 * that are later; of the blocks after it only the rank of their first tuple changes.
 */
final class TupleStore {
    private final long from;
    private final List<TupleBlock> blocks = new ArrayList<>();

    /** The rank of the first tuple of each block. */
    private long[] ranks = new long[8];

    private int size;
    private long dropped;

    /** The block that was asked for last; it is often asked for again. */
    private int recent;

    TupleStore(long from) {
        this.from = from;
    }

    /** The earliest time from which all tuples are here, as far as they are not dropped. */
    long from() {
        return from;
    }

    int size() {
        return size;
    }

    /** The rank of the first tuple that is held. */
    long firstRank() {
        return dropped;
    }

    /** One more than the rank of the last tuple. */
    long endRank() {
        return dropped + size;
    }

    long time(long rank) {
        int block = blockOf(rank);
        return blocks.get(block).time((int) (rank - ranks[block]));
    }

    double value(long rank) {
        int block = blockOf(rank);
        return blocks.get(block).value((int) (rank - ranks[block]));
    }

    private int blockOf(long rank) {
        if (recent >= blocks.size()
                || rank < ranks[recent]
                || rank >= ranks[recent] + blocks.get(recent).size()) {
            int found = Arrays.binarySearch(ranks, 0, blocks.size(), rank);
            recent = found >= 0 ? found : -found - 2;
        }
        return recent;
    }

    /** The first rank of a tuple at or after a time, among those that are held. */
    long lowerRank(long time) {
        int block = lastBlockBefore(time);
        return block < 0 ? dropped : ranks[block] + blocks.get(block).lower(time);
    }

    /** The first rank of a tuple after a time, among those that are held. */
    long upperRank(long time) {
        return time == Long.MAX_VALUE ? endRank() : lowerRank(time + 1);
    }

    /** The last block with a tuple before a time, or -1. */
    private int lastBlockBefore(long time) {
        int low = 0;
        int high = blocks.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (blocks.get(middle).firstTime() < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }

    /** Puts a tuple behind all that are not later, and gives its rank. */
    long add(long time, double value) {
        int block = blockFor(time);
        if (blocks.get(block).isFull()) {
            block = makeRoom(block, time);
        }
        TupleBlock into = blocks.get(block);
        int index = into.lower(time + 1);
        into.insert(index, time, value);
        for (int later = block + 1; later < blocks.size(); later++) {
            ranks[later]++;
        }
        size++;
        return ranks[block] + index;
    }

    private int blockFor(long time) {
        if (blocks.isEmpty()) {
            insertBlock(0, new TupleBlock(), dropped);
        }
        int last = blocks.size() - 1;
        TupleBlock newest = blocks.get(last);
        if (newest.size() == 0 || newest.firstTime() <= time) {
            return last;
        }
        return Math.max(0, lastBlockBefore(time + 1));
    }

    /** Makes room in a full block, or behind it, and gives the block for the tuple. */
    private int makeRoom(int block, long time) {
        TupleBlock full = blocks.get(block);
        boolean behind = full.lastTime() <= time;
        TupleBlock next = behind ? new TupleBlock() : full.split();
        insertBlock(block + 1, next, ranks[block] + full.size());
        return behind || next.firstTime() <= time ? block + 1 : block;
    }

    private void insertBlock(int place, TupleBlock block, long rank) {
        if (blocks.size() == ranks.length) {
            ranks = Arrays.copyOf(ranks, 2 * ranks.length);
        }
        System.arraycopy(ranks, place, ranks, place + 1, blocks.size() - place);
        ranks[place] = rank;
        blocks.add(place, block);
    }

    /** Forgets the tuples before a rank. */
    void dropBefore(long rank) {
        int number = (int) Math.min(size, rank - dropped);
        if (number <= 0) {
            return;
        }
        int whole = 0;
        int left = number;
        while (whole < blocks.size() && blocks.get(whole).size() <= left) {
            left -= blocks.get(whole).size();
            whole++;
        }
        System.arraycopy(ranks, whole, ranks, 0, blocks.size() - whole);
        blocks.subList(0, whole).clear();
        dropped += number;
        size -= number;
        if (left > 0) {
            blocks.getFirst().dropFirst(left);
            ranks[0] = dropped;
        }
    }

    void write(StateOutput output) {
        output.writeLong(from);
        output.writeLong(dropped);
        output.writeInt(size);
        for (TupleBlock block : blocks) {
            for (int index = 0; index < block.size(); index++) {
                output.writeLong(block.time(index));
                output.writeLong(Double.doubleToRawLongBits(block.value(index)));
            }
        }
    }

    static TupleStore read(StateInput input) {
        TupleStore tuples = new TupleStore(input.readLong());
        tuples.dropped = input.readLong();
        for (int left = input.readCount(); left > 0; left--) {
            long time = input.readLong();
            tuples.add(time, Double.longBitsToDouble(input.readLong()));
        }
        return tuples;
    }
}
