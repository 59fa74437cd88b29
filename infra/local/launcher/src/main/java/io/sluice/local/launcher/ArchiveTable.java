package io.sluice.local.launcher;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Files of the archive, for people. */
final class ArchiveTable {
    private ArchiveTable() {}

    static String of(List<Archive> archives) {
        StringBuilder text = new StringBuilder();
        text.append(row("archive", "from", "until", "series", "readings", "restored"));
        for (Archive archive : archives) {
            text.append(
                    row(
                            archive.id(),
                            archive.from(),
                            archive.until(),
                            archive.series(),
                            archive.rows(),
                            Objects.requireNonNullElse(archive.restoredAt(), "")));
        }
        return text.toString();
    }

    private static String row(Object... cells) {
        return String.format(Locale.ROOT, "%7s  %-20s  %-20s  %7s  %12s  %s", cells).stripTrailing()
                + "\n";
    }
}
