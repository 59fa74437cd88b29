package io.sluice.benchmarks.slicing;

import io.sluice.slicing.Measure;
import io.sluice.slicing.Query;
import io.sluice.slicing.StreamOrder;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Tuples a second of one technique, which goes on and on with one stream. */
@State(Scope.Benchmark)
public class ThroughputMeasurement {
    /** So few that the slowest has some in a second; the next invocation goes on with the next. */
    private static final int TUPLES = 1_000;

    /** Longer than the longest window: as much is held as will be from then on. */
    private static final int SECONDS_BEFORE = 22;

    @Param public Technique technique = Technique.SLICING;

    @Param("1")
    public int windows;

    @Param("TIME")
    public Measure measure = Measure.TIME;

    @Param("SUM")
    public Function function = Function.SUM;

    @Param("OUT_OF_ORDER")
    public StreamOrder order = StreamOrder.OUT_OF_ORDER;

    @Param("false")
    public boolean session;

    @Param("0")
    public int percentDelayed;

    @Param("2000")
    public int longestDelay;

    private @Nullable EndlessStream stream;
    private @Nullable WindowTechnique windowed;

    @Setup
    public void start(Blackhole hole) {
        List<Query> queries = Queries.tumbling(windows, measure, function.of(technique));
        WindowTechnique made =
                technique.make(
                        session ? Queries.withSession(queries) : queries,
                        order,
                        function.sink(technique, hole));
        EndlessStream endless =
                new EndlessStream(
                        EndlessStream.TEN_MINUTES, percentDelayed / 100.0, longestDelay, session);
        int seconds = SECONDS_BEFORE + (percentDelayed == 0 ? 0 : longestDelay / 1000);
        endless.feed(made, seconds * EndlessStream.TUPLES_PER_SECOND);
        stream = endless;
        windowed = made;
    }

    @Benchmark
    @OperationsPerInvocation(TUPLES)
    public void tuples() {
        Objects.requireNonNull(stream).feed(Objects.requireNonNull(windowed), TUPLES);
    }
}
