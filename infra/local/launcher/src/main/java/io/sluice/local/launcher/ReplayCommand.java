package io.sluice.local.launcher;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.PrintStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Feeds rejected readings to the running platform again, and tells what became of them. */
@Command(
        name = "replay",
        description =
                "Feeds rejected readings again, oldest first, after what was wrong is mended. What"
                        + " was taken already is not stored twice.",
        mixinStandardHelpOptions = true)
final class ReplayCommand implements Runnable {
    private static final String PATH = "/api/v1/rejections/replay";

    private final Settings settings;
    private final PrintStream out;

    @Option(names = "--code", description = "only those with this code, such as unknown_device")
    private @Nullable String code;

    @Option(names = "--device", description = "only those of this device")
    private @Nullable String device;

    @Option(names = "--limit", description = "at most so many rejections; 10000 unless told")
    private @Nullable Integer limit;

    ReplayCommand(Settings settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Request(
            @Nullable String code, @Nullable String device, @Nullable Integer limit) {}

    private record Outcome(
            int matched, int accepted, int rejected, int incomplete, boolean limited) {}

    @Override
    public void run() {
        Outcome outcome =
                new FrontDoorClient(settings)
                        .post(PATH, new Request(code, device, limit), Outcome.class);
        out.printf(
                Locale.ROOT,
                """
                matched     %8d rejections
                accepted    %8d readings
                rejected    %8d readings, again
                incomplete  %8d rejections, of which only the first bytes were kept
                """,
                outcome.matched(),
                outcome.accepted(),
                outcome.rejected(),
                outcome.incomplete());
        if (outcome.limited()) {
            out.println("There may be more than the limit let through: set a larger --limit.");
        }
    }
}
