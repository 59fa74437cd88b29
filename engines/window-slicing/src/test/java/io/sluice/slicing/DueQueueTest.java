package io.sluice.slicing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The queue gives what a sorted list gives. */
class DueQueueTest {
    @Property(tries = 300)
    void earliestIsFirstWhateverIsAddedChangedAndRemoved(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        DueQueue<Integer> queue = new DueQueue<>();
        List<DueQueue.Entry<Integer>> entries = new ArrayList<>();
        for (int step = 0; step < 300; step++) {
            int choice = entries.isEmpty() ? 0 : random.nextInt(5);
            if (choice <= 1) {
                entries.add(queue.add(step, random.nextInt(20)));
            } else if (choice <= 3) {
                queue.change(entries.get(random.nextInt(entries.size())), random.nextInt(20));
            } else {
                queue.remove(entries.remove(random.nextInt(entries.size())));
            }

            assertFirst(queue, entries);
        }
    }

    /** Elements are numbers in the order in which they were added. */
    private static void assertFirst(
            DueQueue<Integer> queue, List<DueQueue.Entry<Integer>> entries) {
        if (entries.isEmpty()) {
            assertThat(queue.firstDue()).isEqualTo(DueQueue.NEVER);
            return;
        }
        DueQueue.Entry<Integer> earliest =
                entries.stream()
                        .min(
                                Comparator.comparingLong(DueQueue.Entry<Integer>::due)
                                        .thenComparing(DueQueue.Entry::element))
                        .orElseThrow();
        assertThat(queue.first()).isSameAs(earliest);
        assertThat(queue.firstDue()).isEqualTo(earliest.due());
    }
}
