package io.sluice.slicing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Many streams, one for each key, of which each is read from bytes before and written after each
 * call, as with a state store. They give out what operators do that live on.
 */
class KeyedStreamsTest {
    private static final int KEYS = 50;
    private static final int STEPS = 4_000;
    private static final long LATENESS = 40;

    private static final List<Query> QUERIES =
            List.of(
                    new Query("tumbling", Window.tumbling(20), Aggregations.sum()),
                    new Query("sliding", Window.sliding(30, 10), Aggregations.minimum()),
                    new Query("session", Window.session(8), Aggregations.average()),
                    new Query("median", Window.session(12), Aggregations.median()),
                    new Query("last", Window.lastTuples(4, 20), Aggregations.m4()),
                    new Query("punctuated", Window.punctuated(), Aggregations.standardDeviation()),
                    new Query(
                            "counted",
                            Window.sliding(Measure.COUNT, 10, 4),
                            Aggregations.approximateQuantile(0.9)),
                    new Query("sequence", Window.tumbling(15), new SequenceAggregation()),
                    new Query("threshold", new ThresholdWindow(7, 3), Aggregations.last()));

    /** The streams of all keys, as they are when a state store has them. */
    private static final class StoredStreams {
        private final SlicingSettings settings;
        private final List<Query> queries;
        private final Map<Integer, byte[]> store = new HashMap<>();

        private StoredStreams(SlicingSettings settings, List<Query> queries) {
            this.settings = settings;
            this.queries = queries;
        }

        /** Makes a call to the stream of a key, and tells how many bytes its state then has. */
        private int apply(int key, Consumer<SlicingOperator> call, WindowSink sink) {
            byte[] state = store.get(key);
            SlicingOperator operator =
                    state == null
                            ? started(settings, queries, sink)
                            : SlicingOperator.restore(state, settings, queries, sink);
            call.accept(operator);
            byte[] newState = operator.save();
            store.put(key, newState);
            return newState.length;
        }
    }

    @Test
    void streamsOutOfOrderThatAreStoredGiveOutWhatThoseInMemoryDo() {
        assertSame(SlicingSettings.outOfOrder(LATENESS), QUERIES, 60);
    }

    @Test
    void streamsInOrderThatAreStoredGiveOutWhatThoseInMemoryDo() {
        assertSame(SlicingSettings.inOrder(), QUERIES, 0);
    }

    /** Watermarks let go of all that is old; there is a pause after each hundred. */
    @Test
    void statesDoNotGrowWithTheStream() {
        List<Query> queries = QUERIES.subList(0, 4);
        StoredStreams streams = new StoredStreams(SlicingSettings.outOfOrder(LATENESS), queries);
        int inTheMiddle = largestState(streams, 0, 5_000);
        assertThat(largestState(streams, 5_000, 10_000)).isLessThanOrEqualTo(inTheMiddle);
    }

    private static int largestState(StoredStreams streams, long from, long to) {
        int largest = 0;
        for (long time = from; time < to; time += 2) {
            long now = time + time / 100 * 50;
            streams.apply(0, operator -> operator.process(now, (double) (now % 17)), _ -> {});
            int size = streams.apply(0, operator -> operator.advanceWatermark(now - 10), _ -> {});
            largest = Math.max(largest, size);
        }
        return largest;
    }

    private static void assertSame(
            SlicingSettings settings, List<Query> queries, int longestDelay) {
        StandingResults[] expected = new StandingResults[KEYS];
        StandingResults[] given = new StandingResults[KEYS];
        SlicingOperator[] living = new SlicingOperator[KEYS];
        for (int key = 0; key < KEYS; key++) {
            expected[key] = new StandingResults();
            given[key] = new StandingResults();
            living[key] = started(settings, queries, expected[key]);
        }
        StoredStreams stored = new StoredStreams(settings, queries);
        SplittableRandom random = new SplittableRandom(5);
        long emissions = 0;
        for (int step = 0; step < STEPS; step++) {
            int key = random.nextInt(KEYS);
            Consumer<SlicingOperator> call = nextCall(random, step / 8, longestDelay);
            call.accept(living[key]);
            stored.apply(key, call, given[key]);
            List<StandingResults.Given> now = given[key].takeGiven();
            assertThat(now).as("step %d", step).isEqualTo(expected[key].takeGiven());
            emissions += now.size();
        }
        assertThat(emissions).isGreaterThan(STEPS / 2);
        for (int key = 0; key < KEYS; key++) {
            assertThat(stored.store.get(key)).isEqualTo(living[key].save());
        }
    }

    private static Consumer<SlicingOperator> nextCall(
            SplittableRandom random, long now, int longestDelay) {
        int kind = random.nextInt(20);
        long time = Math.max(0, now - (longestDelay == 0 ? 0 : random.nextInt(longestDelay)));
        double value = random.nextInt(10);
        return switch (kind) {
            case 0 -> operator -> operator.punctuate(time);
            case 1, 2 -> operator -> operator.advanceWatermark(now - longestDelay / 3);
            default -> operator -> operator.process(time, value);
        };
    }

    private static SlicingOperator started(
            SlicingSettings settings, List<Query> queries, WindowSink sink) {
        SlicingOperator operator = new SlicingOperator(settings, sink);
        queries.forEach(operator::add);
        return operator;
    }
}
