package io.sluice.query.retention;

import java.util.Locale;

/** A resolution at which series are kept. */
enum Tier {
    RAW,
    HOURLY,
    DAILY;

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
