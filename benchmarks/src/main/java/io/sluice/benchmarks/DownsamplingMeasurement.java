package io.sluice.benchmarks;

import io.sluice.downsampling.Downsampling;
import io.sluice.downsampling.Lttb;
import io.sluice.downsampling.M4;
import io.sluice.downsampling.MeanPerColumn;
import io.sluice.downsampling.MinMax;
import io.sluice.downsampling.PointSink;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * One series thinned out by the engine, and by what one would write first: collect the points into
 * a list, lay them into a list for each bucket, choose from each. Both get the points one by one.
 */
@State(Scope.Benchmark)
public class DownsamplingMeasurement {
    private static final long START = 1_770_000_000_000_000L;
    private static final long SECOND = 1_000_000L;

    @Param("1000000")
    public int points;

    @Param("1000")
    public int kept;

    private long[] times = {};
    private double[] values = {};

    /** A random walk, a reading a second or so. */
    @Setup
    public void walk() {
        Random random = new Random(3);
        times = new long[points];
        values = new double[points];
        long time = START;
        double value = 20;
        for (int i = 0; i < points; i++) {
            time += SECOND - 50_000 + random.nextInt(100_000);
            value += random.nextGaussian();
            times[i] = time;
            values[i] = value;
        }
    }

    @Benchmark
    public void lttb(Blackhole hole) {
        feed(new Lttb(points, kept, sink(hole)));
    }

    @Benchmark
    public void m4(Blackhole hole) {
        feed(new M4(times[0], end(), kept, sink(hole)));
    }

    @Benchmark
    public void minMax(Blackhole hole) {
        feed(new MinMax(times[0], end(), kept, sink(hole)));
    }

    @Benchmark
    public void mean(Blackhole hole) {
        feed(new MeanPerColumn(times[0], end(), kept, sink(hole)));
    }

    @Benchmark
    public Object lttbOnLists() {
        return collected().lttb(kept);
    }

    @Benchmark
    public Object m4OnLists() {
        return collected().m4(kept);
    }

    @Benchmark
    public Object minMaxOnLists() {
        return collected().minMax(kept);
    }

    @Benchmark
    public Object meanOnLists() {
        return collected().mean(kept);
    }

    private void feed(Downsampling downsampling) {
        for (int i = 0; i < times.length; i++) {
            downsampling.add(times[i], values[i]);
        }
        downsampling.end();
    }

    private PointList collected() {
        PointList list = new PointList();
        for (int i = 0; i < times.length; i++) {
            list.add(times[i], values[i]);
        }
        return list;
    }

    private long end() {
        return times[times.length - 1] + 1;
    }

    private static PointSink sink(Blackhole hole) {
        return (time, value) -> {
            hole.consume(time);
            hole.consume(value);
        };
    }
}
