package io.sluice.local.launcher;

import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Files of the archive put back one after the other, with a line about each. */
final class Restoration {
    /** What is wrong with one file says nothing about the others. */
    private static final Set<String> OF_ONE_FILE = Set.of("archive_damaged", "unknown_archive");

    private final Archives archives;
    private final PrintStream out;
    private final Deque<Archive> waiting;
    private final int chosen;
    private final List<String> faults = new ArrayList<>();
    private int restored;
    private long readings;

    Restoration(List<Archive> chosen, Archives archives, PrintStream out) {
        this.archives = archives;
        this.out = out;
        this.chosen = chosen.size();
        // What is there stays as it is: a reading that two files have is as the later file has it.
        waiting =
                new ArrayDeque<>(
                        chosen.stream()
                                .sorted(Comparator.comparingLong(Archive::id).reversed())
                                .toList());
    }

    /**
     * Puts them back.
     *
     * @throws UserError if one was not, with the reason
     */
    void run() {
        while (!waiting.isEmpty()) {
            restore(waiting.remove());
        }
        out.printf(
                Locale.ROOT,
                "%d readings came back from %d of %d archives%n",
                readings,
                restored,
                chosen);
        if (!faults.isEmpty()) {
            throw new UserError(String.join("\n", faults));
        }
    }

    private void restore(Archive archive) {
        switch (archives.restore(archive.id(), () -> tellThatItWaits(archive))) {
            case Reply.Answered<Archives.Restored>(Archives.Restored answer) ->
                    note(archive, answer.restored());
            case Reply.Refused<Archives.Restored>(String code, String detail) -> {
                out.println("archive " + archive.id() + " was not restored");
                faults.add("archive " + archive.id() + " was not restored: " + detail);
                if (!OF_ONE_FILE.contains(code)) {
                    giveUp();
                }
            }
        }
    }

    private void note(Archive archive, long back) {
        restored++;
        readings += back;
        out.printf(
                Locale.ROOT,
                "archive %d: %d readings came back%s%n",
                archive.id(),
                back,
                back < archive.rows()
                        ? ", " + (archive.rows() - back) + " were there already"
                        : "");
    }

    private void tellThatItWaits(Archive archive) {
        out.println(
                "archive "
                        + archive.id()
                        + " waits for a run of the retention or a restore to end");
    }

    private void giveUp() {
        waiting.forEach(archive -> faults.add("archive " + archive.id() + " was not tried"));
        waiting.clear();
    }
}
