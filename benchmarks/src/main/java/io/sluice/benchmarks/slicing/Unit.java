package io.sluice.benchmarks.slicing;

import java.util.Locale;

/** What figures show. */
enum Unit {
    TUPLES_PER_SECOND("million tuples/s", 1e6) {
        @Override
        String show(double value) {
            return String.format(Locale.ROOT, value < 1e6 ? "%.3f" : "%.1f", value / 1e6);
        }
    },
    NANOSECONDS("µs", 1e3) {
        @Override
        String show(double value) {
            return String.format(Locale.ROOT, value < 1e4 ? "%,.2f" : "%,.0f", value / 1e3);
        }
    },
    BYTES("kB", 1e3) {
        @Override
        String show(double value) {
            return String.format(Locale.ROOT, value < 1e4 ? "%,.1f" : "%,.0f", value / 1e3);
        }
    };

    /** What is printed. */
    final String title;

    /** How much that is of what is measured. */
    final double scale;

    Unit(String title, double scale) {
        this.title = title;
        this.scale = scale;
    }

    /** The number of printed units in a value. */
    abstract String show(double value);
}
