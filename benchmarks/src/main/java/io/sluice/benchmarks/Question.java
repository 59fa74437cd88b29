package io.sluice.benchmarks;

import java.time.Duration;

/** A question whose answers are timed. */
enum Question {
    LATEST("latest of one series", Duration.ofMillis(5)),
    RAW_DAY("24 h of one series, raw", Duration.ofMillis(20)),
    YEAR("the whole past of one series, max_points=1000", Duration.ofMillis(100)),
    FLEET_DAY("hourly average of a day over all series", Duration.ofMillis(500));

    private final String title;
    private final Duration goal;

    Question(String title, Duration goal) {
        this.title = title;
        this.goal = goal;
    }

    String title() {
        return title;
    }

    /** What 99 of 100 answers must not be slower than. */
    Duration goal() {
        return goal;
    }
}
