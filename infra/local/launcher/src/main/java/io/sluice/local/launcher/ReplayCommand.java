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

    @Option(names = "--limit", description = "at most so many rejections; all unless told")
    private @Nullable Integer limit;

    @Option(names = "--after", description = "go on where the replay before stopped")
    private @Nullable String after;

    ReplayCommand(Settings settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Request(
            @Nullable String code,
            @Nullable String device,
            @Nullable Integer limit,
            @Nullable String after) {}

    private record Outcome(
            int matched, int accepted, int rejected, int skipped, @Nullable String next) {
        static final Outcome NOTHING = new Outcome(0, 0, 0, 0, null);

        Outcome plus(Outcome later) {
            return new Outcome(
                    matched + later.matched,
                    accepted + later.accepted,
                    rejected + later.rejected,
                    skipped + later.skipped,
                    later.next);
        }
    }

    @Override
    public void run() {
        FrontDoorClient frontDoor = new FrontDoorClient(settings);
        Outcome outcome = Outcome.NOTHING;
        String start = after;
        do {
            Request request = new Request(code, device, limit, start);
            outcome = outcome.plus(frontDoor.post(PATH, request, Outcome.class));
            start = outcome.next();
        } while (start != null && limit == null);
        out.printf(
                Locale.ROOT,
                """
                matched     %8d rejections
                accepted    %8d readings
                rejected    %8d readings, as before
                skipped     %8d rejections that are cut, or are no readings
                """,
                outcome.matched(),
                outcome.accepted(),
                outcome.rejected(),
                outcome.skipped());
        if (start != null) {
            out.println("There may be more. Go on with --after " + start);
        }
    }
}
