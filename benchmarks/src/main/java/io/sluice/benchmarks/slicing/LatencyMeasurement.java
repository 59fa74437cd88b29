package io.sluice.benchmarks.slicing;

import io.sluice.slicing.Query;
import io.sluice.slicing.StreamOrder;
import io.sluice.slicing.Window;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * How long a watermark takes that ends one window of many entries: tuples, each of which is a slice
 * of its own where slices are held. Reading the clock is in it, some 30 ns.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LatencyMeasurement {
    private static final int SMALL = 100;
    private static final int MANY = 20_000;

    @Param public Technique technique = Technique.SLICING;

    @Param("1000")
    public int entries;

    @Param("SUM")
    public Function function = Function.SUM;

    private @Nullable EndingWindows windows;

    /** What is measured for very long windows is compiled before, by short ones. */
    @Setup
    public void start(Blackhole hole) {
        EndingWindows small = new EndingWindows(SMALL, hole);
        for (int window = 0; window < MANY; window++) {
            small.fill();
            small.end();
        }
        windows = new EndingWindows(entries, hole);
    }

    @Setup(Level.Invocation)
    public void fill() {
        Objects.requireNonNull(windows).fill();
    }

    @Benchmark
    public void windowEnds() {
        Objects.requireNonNull(windows).end();
    }

    /** Windows of one length, a tuple each millisecond. */
    private final class EndingWindows {
        private final WindowTechnique windowed;
        private final int tuplesBetweenEnds;
        private long time;

        /** Holds as many entries as there will be from then on. */
        EndingWindows(int length, Blackhole hole) {
            // One window ends each millisecond. The price of a bucket does not depend on how many
            // there are, but that of filling them would: it has one window after the other.
            tuplesBetweenEnds = isBucket() ? length : 1;
            Window window = Window.sliding(length, tuplesBetweenEnds);
            windowed =
                    technique.make(
                            List.of(new Query("all", window, function.of(technique))),
                            StreamOrder.OUT_OF_ORDER,
                            function.sink(technique, hole));
            add(length);
            end();
        }

        void fill() {
            add(tuplesBetweenEnds);
        }

        private void add(int tuples) {
            for (int tuple = 0; tuple < tuples; tuple++) {
                double value = ((time * 0x9E37_79B9_7F4A_7C15L) >>> 44) % 84_232;
                windowed.process(time++, value);
            }
        }

        void end() {
            windowed.watermark(time - 1);
        }
    }

    private boolean isBucket() {
        return technique == Technique.FLINK || technique == Technique.BUCKETS;
    }
}
