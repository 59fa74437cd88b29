package io.sluice.local.launcher;

import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Puts archived readings back into the running platform, and tells how many came back. */
@Command(
        name = "restore",
        description =
                "Puts archived readings back, file by file, each as a whole, the latest file"
                        + " first. Readings that are there stay as they are.",
        mixinStandardHelpOptions = true)
final class RestoreCommand implements Runnable {
    static final Patience TWO_MINUTES = new Patience(121, Duration.ofSeconds(1));

    private static final String ALL_THERE_ARE = ". All there are: ./sluice restore --list";

    private final Settings settings;
    private final PrintStream out;
    private final Patience patience;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--archive",
            paramLabel = "ID",
            description = "the file with this id; may be given several times")
    private Set<Long> ids = new LinkedHashSet<>();

    @Option(
            names = "--from",
            description = "files that can have readings from this time on, such as 2026-01-01")
    private @Nullable String from;

    @Option(names = "--to", description = "files that can have readings before this time")
    private @Nullable String to;

    @Option(names = "--list", description = "show the files, and put nothing back")
    private boolean list;

    /**
     * @param patience with runs of the retention, and restores of others
     */
    RestoreCommand(Settings settings, PrintStream out, Patience patience) {
        this.settings = settings;
        this.out = out;
        this.patience = patience;
    }

    @Override
    public void run() {
        requireAChoice();
        Archives archives = new Archives(new FrontDoorClient(settings), patience);
        List<Archive> chosen = ids.isEmpty() ? archives.find(from, to) : byId(archives);
        if (chosen.isEmpty()) {
            tellThatThereIsNone();
            return;
        }
        out.print(ArchiveTable.of(chosen));
        if (!list) {
            new Restoration(chosen, archives, out).run();
        }
    }

    /** All there is may be more than the disk holds: nobody gets it by leaving options out. */
    private void requireAChoice() {
        boolean range = from != null || to != null;
        if (isBlank(from) || isBlank(to)) {
            throw wrong("--from or --to is empty");
        }
        if (!ids.isEmpty() && range) {
            throw wrong("give either --archive, or --from and --to");
        }
        if (ids.isEmpty() && !range && !list) {
            throw wrong("say which: --archive, or --from and --to. --list shows all there are");
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private static boolean isBlank(@Nullable String text) {
        return text != null && text.isBlank();
    }

    private List<Archive> byId(Archives archives) {
        List<Archive> found =
                archives.find(null, null).stream()
                        .filter(archive -> ids.contains(archive.id()))
                        .toList();
        Set<Long> unknown = new LinkedHashSet<>(ids);
        found.forEach(archive -> unknown.remove(archive.id()));
        if (!unknown.isEmpty()) {
            throw new UserError(
                    unknown.stream()
                            .map(String::valueOf)
                            .collect(
                                    Collectors.joining(
                                            ", ", "there is no archive ", ALL_THERE_ARE)));
        }
        return found;
    }

    private void tellThatThereIsNone() {
        if (from == null && to == null) {
            out.println("The archive is empty.");
            return;
        }
        String range = (from == null ? "" : " from " + from) + (to == null ? "" : " to " + to);
        if (!list) {
            throw new UserError("the archive has nothing" + range + ALL_THERE_ARE);
        }
        out.println("The archive has nothing" + range + ".");
    }
}
