package io.sluice.slicing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Tuples in blocks are what they would be in a list. */
class TupleStoreTest {
    /** What a store should hold. */
    private static final class SortedList {
        private final List<TimedValue> tuples = new ArrayList<>();
        private int dropped;

        int add(TimedValue tuple) {
            int place = tuples.size();
            while (place > dropped && tuples.get(place - 1).time() > tuple.time()) {
                place--;
            }
            tuples.add(place, tuple);
            return place;
        }

        int lowerRank(long time) {
            int rank = dropped;
            while (rank < tuples.size() && tuples.get(rank).time() < time) {
                rank++;
            }
            return rank;
        }
    }

    /** Most streams fill several blocks; the disorder is from none to more than a block. */
    @Property(tries = 60)
    void holdsWhatASortedListHolds(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 4000) int number,
            @ForAll @IntRange(max = 1500) int disorder,
            @ForAll @IntRange(max = 30) int dropping) {
        SplittableRandom random = new SplittableRandom(seed);
        TupleStore store = new TupleStore(Long.MIN_VALUE);
        SortedList list = new SortedList();
        for (int i = 0; i < number; i++) {
            TimedValue tuple = new TimedValue((long) i / 2 - random.nextInt(disorder + 1), i);

            assertThat(store.add(tuple.time(), tuple.value())).isEqualTo(list.add(tuple));

            if (random.nextInt(100) < dropping) {
                list.dropped = Math.min(list.tuples.size(), list.dropped + random.nextInt(60));
                store.dropBefore(list.dropped);
            }
            long time = (long) i / 2 - random.nextInt(disorder + 10) + 5;
            assertThat(store.lowerRank(time)).isEqualTo(list.lowerRank(time));
            assertThat(store.upperRank(time)).isEqualTo(list.lowerRank(time + 1));
        }
        assertSame(store, list);
        StateOutput saved = new StateOutput();
        store.write(saved);
        assertSame(TupleStore.read(new StateInput(saved.toBytes(), saved.toBytes().length)), list);
    }

    private static void assertSame(TupleStore store, SortedList list) {
        assertThat(store.firstRank()).isEqualTo(list.dropped);
        assertThat(store.endRank()).isEqualTo(list.tuples.size());
        for (int rank = list.dropped; rank < list.tuples.size(); rank++) {
            assertThat(new TimedValue(store.time(rank), store.value(rank)))
                    .isEqualTo(list.tuples.get(rank));
        }
    }
}
