package io.sluice.benchmarks;

import java.sql.SQLException;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Fills the running platform with a past, straight into the database. */
@Command(
        name = "load-readings",
        mixinStandardHelpOptions = true,
        description = {
            "Fills the running platform with readings made of real series: straight into the",
            "database by COPY, then the rollups by query-service. What is there already is left."
        })
final class LoadReadings implements Callable<Integer> {
    @Option(names = "--readings", defaultValue = "100000000", description = "(${DEFAULT-VALUE})")
    private long readings;

    @Option(
            names = "--series",
            defaultValue = "1000",
            description = "four to a device (${DEFAULT-VALUE})")
    private int series;

    @Option(
            names = "--days",
            defaultValue = "365",
            description = "the readings end with the last full hour (${DEFAULT-VALUE})")
    private int days;

    @Option(names = "--seed", defaultValue = "1", description = "(${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--connections", defaultValue = "2", description = "(${DEFAULT-VALUE})")
    private int connections;

    @Override
    public Integer call() throws SQLException {
        try (Platform platform = new Platform()) {
            FleetRegister register = new FleetRegister(platform);
            Fleet wanted = Fleet.of(readings, series, days, seed, Instant.now());
            Fleet fleet = register.find().orElse(wanted);
            if (!isTheSame(fleet, wanted)) {
                System.err.printf(
                        "There is another load already: %,d readings of %,d series until %s, seed"
                                + " %d. Ask for the same, or begin with an empty platform.%n",
                        fleet.readings(), fleet.series(), fleet.until(), fleet.seed());
                return 2;
            }
            System.out.printf(
                    "%,d readings of %,d series, one per %.1f s, from %s until %s%n",
                    fleet.readings(),
                    fleet.series(),
                    fleet.interval().toMillis() / 1000.0,
                    fleet.from(),
                    fleet.until());
            register.add(fleet);
            int[] ids = new FleetTables(platform, fleet).seriesIds();
            new FleetDays(platform, fleet).ensure();
            new FleetCopy(platform, fleet, ids).run(connections);
            boolean complete = new FleetRollups(platform, fleet, ids).run();
            new FleetTables(platform, fleet).tidy();
            return complete ? 0 : 1;
        }
    }

    private static boolean isTheSame(Fleet one, Fleet other) {
        return one.devices() == other.devices()
                && one.rounds() == other.rounds()
                && one.interval().equals(other.interval())
                && one.seed() == other.seed();
    }
}
