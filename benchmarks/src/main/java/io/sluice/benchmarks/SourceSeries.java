package io.sluice.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/**
 * A real series that others are made of, see the README beside the files: values at a steady step,
 * which begin anew after the last.
 */
final class SourceSeries {
    private final double[] values;
    private final long stepMicros;

    private SourceSeries(double[] values, Duration step) {
        this.values = values;
        this.stepMicros = step.toNanos() / 1000;
    }

    /**
     * @param column from 0
     */
    static SourceSeries read(String file, int column, Duration step) {
        String name = "/series/" + file;
        try (InputStream resource =
                        Objects.requireNonNull(SourceSeries.class.getResourceAsStream(name), name);
                BufferedReader lines =
                        new BufferedReader(
                                new InputStreamReader(
                                        new GZIPInputStream(resource),
                                        StandardCharsets.US_ASCII))) {
            return new SourceSeries(
                    lines.lines()
                            .skip(1)
                            .map(line -> line.split(",", -1)[column])
                            .filter(text -> !text.isEmpty())
                            .mapToDouble(Double::parseDouble)
                            .toArray(),
                    step);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int size() {
        return values.length;
    }

    /** How long it is until it begins anew, in microseconds. */
    long period() {
        return values.length * stepMicros;
    }

    /**
     * The value at a time, on the line between its neighbours.
     *
     * @param micros since the beginning, 0 or more
     */
    double at(long micros) {
        long within = micros % period();
        int before = (int) (within / stepMicros);
        double part = (within % stepMicros) / (double) stepMicros;
        return values[before] + part * (values[(before + 1) % values.length] - values[before]);
    }
}
