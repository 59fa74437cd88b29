package io.sluice.local.launcher;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Shows on one line each what is being waited for, and how long it took. */
final class Progress {
    private final PrintStream out;
    private final boolean terminal;
    private final long started = System.nanoTime();

    /**
     * @param terminal true if a line can be written over
     */
    Progress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    void begin(String what) {
        if (terminal) {
            out.printf("  %-24s …\r", what);
            out.flush();
        }
    }

    void done(String what) {
        out.printf(Locale.ROOT, "  %-24s %5.1f s%n", what, elapsed().toMillis() / 1000.0);
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - started);
    }
}
