package io.sluice.local.launcher;

import io.sluice.local.servers.Checkout;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * The benchmarks, and the platforms they measure.
 *
 * @param settings of the platform that is up
 */
record Benchmark(Checkout checkout, Settings settings) {
    private static final Set<String> OF_THE_PLATFORM_THAT_IS_UP =
            Set.of("load-readings", "queries");
    private static final Set<String> OF_AN_ENGINE = Set.of("downsampling", "slicing");

    /** An engine needs no platform. */
    static boolean isOfAnEngine(List<String> arguments) {
        return !arguments.isEmpty() && OF_AN_ENGINE.contains(arguments.getFirst());
    }

    /** Returns its exit code. */
    int ofAnEngine(List<String> arguments, Home home) throws IOException, InterruptedException {
        return program().run(arguments, settings, home);
    }

    /** What a benchmark needs that was loaded for minutes is kept, and measured again. */
    static boolean isOfThePlatformThatIsUp(List<String> arguments) {
        return !arguments.isEmpty() && OF_THE_PLATFORM_THAT_IS_UP.contains(arguments.getFirst());
    }

    /** Returns its exit code. @throws UserError if the platform is not up */
    int ofThePlatformThatIsUp(List<String> arguments, LocalPlatform platform, Home home)
            throws IOException, InterruptedException {
        boolean isHelpAsked = arguments.contains("--help") || arguments.contains("-h");
        if (!isHelpAsked
                && !platform.status().stream()
                        .allMatch(part -> part.state() == PartStatus.State.READY)) {
            throw new UserError("the platform is not up: first run ./sluice up");
        }
        return program().run(arguments, settings, home);
    }

    /**
     * On ports of its own and with no data: what is measured does not depend on what was there.
     * Returns its exit code.
     */
    int ofAnEmptyPlatform(List<String> arguments, Home home, Progress progress)
            throws IOException, InterruptedException {
        Settings aside = settings.onFreePorts();
        Home benchHome = new Home(home.directory().resolve("bench"));
        LocalPlatform benched =
                new LocalPlatform(
                        new Parts(checkout, benchHome, aside), benchHome, aside, progress);
        // One that was killed has left its parts running.
        benched.down();
        benchHome.delete();
        try {
            benched.up();
            return program().run(arguments, aside, benchHome);
        } finally {
            benched.down();
            benchHome.delete();
        }
    }

    private ForegroundProgram program() {
        return new ForegroundProgram(checkout, "benchmarks", "io.sluice.benchmarks.Bench");
    }
}
