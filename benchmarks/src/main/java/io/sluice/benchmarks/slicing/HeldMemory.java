package io.sluice.benchmarks.slicing;

import io.sluice.slicing.Measure;
import io.sluice.slicing.Query;
import io.sluice.slicing.StreamOrder;
import io.sluice.slicing.Window;
import java.util.List;
import org.openjdk.jol.info.GraphLayout;

/** The bytes that a technique holds for a stream whose watermark has not come (figure 4.13). */
final class HeldMemory {
    private static final long SLICE = 1_000;

    static {
        // Otherwise JOL finds no fields of records and lambdas. It reads this when it is loaded.
        System.setProperty("jol.magicFieldOffset", "true");
    }

    private HeldMemory() {}

    /**
     * Holds tuples in as many tumbling windows as there are slices.
     *
     * @param tuples a multiple of the slices
     */
    static long bytes(Technique technique, Measure measure, int slices, int tuples) {
        long length =
                switch (measure) {
                    case TIME -> SLICE;
                    case COUNT -> tuples / slices;
                };
        Query query = new Query("w", Window.tumbling(measure, length), Function.SUM.of(technique));
        WindowTechnique windows =
                technique.make(List.of(query), StreamOrder.OUT_OF_ORDER, result -> {});
        long before = bytes(windows);
        for (int tuple = 0; tuple < tuples; tuple++) {
            windows.process(SLICE * slices * tuple / tuples, tuple);
        }
        return bytes(windows) - before;
    }

    private static long bytes(WindowTechnique windows) {
        return GraphLayout.parseInstance(windows.held()).totalSize();
    }
}
