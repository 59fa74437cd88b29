package io.sluice.local.launcher;

import io.sluice.local.servers.Checkout;
import io.sluice.local.servers.ServerFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command line. Building and testing are done by the script {@code sluice} itself. */
@Command(
        name = "sluice",
        description = "The local platform of Sluice.",
        mixinStandardHelpOptions = true)
final class Sluice {
    private final Checkout checkout = Checkout.find();
    private final Settings settings = new Settings(System.getenv());
    private final Home home = new Home(settings.home(checkout.root()));
    private final Parts parts = new Parts(checkout, home, settings);
    private final Progress progress =
            new Progress(System.out, Boolean.getBoolean("sluice.terminal"));
    private final LocalPlatform platform = new LocalPlatform(parts, home, settings, progress);

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        Sluice sluice = new Sluice();
        CommandLine commandLine =
                new CommandLine(sluice)
                        .addSubcommand(new ReplayCommand(sluice.settings, System.out))
                        .addSubcommand(
                                new RestoreCommand(
                                        sluice.settings, System.out, RestoreCommand.TWO_MINUTES));
        commandLine.setExecutionExceptionHandler((failure, _, _) -> {
            if (failure instanceof UserError || failure instanceof ServerFailure) {
                System.err.println(failure.getMessage());
                return 1;
            }
            throw failure;
        });
        // What follows the name of a benchmark is for the benchmark.
        Objects.requireNonNull(commandLine.getSubcommands().get("bench")).setStopAtPositional(true);
        return commandLine;
    }

    @Command(description = "Starts what is not running, and waits until everything can be used.")
    void up() {
        platform.up();
        System.out.printf(
                Locale.ROOT,
                "Sluice is up after %.1f s.%n%n",
                progress.elapsed().toMillis() / 1000.0);
        System.out.println(addresses());
        if (settings.bind().equals(Settings.EVERY_NETWORK)) {
            System.out.println(
                    "HTTP and MQTT are open to every network of this machine, and nobody is asked"
                            + " for a password.");
        }
    }

    @Command(description = "Ends everything that up started. The data stays.")
    void down() {
        platform.down();
        System.out.println("Sluice is down. The data is kept in " + home.directory());
    }

    @Command(description = "Shows how every part is.")
    int status(@Option(names = "--json", description = "for scripts") boolean json) {
        List<PartStatus> parts = platform.status();
        System.out.print(json ? StatusTable.forScripts(parts) : StatusTable.forPeople(parts));
        return parts.stream().allMatch(part -> part.state() == PartStatus.State.READY) ? 0 : 3;
    }

    @Command(description = "Shows what a part has printed.")
    int logs(
            @Parameters(description = "such as query-service, or the beginning of a name")
                    String part,
            @Option(
                            names = {"-f", "--follow"},
                            description = "go on with what it prints next")
                    boolean follow,
            @Option(
                            names = {"-n", "--lines"},
                            description = "how many lines",
                            defaultValue = "100")
                    int lines)
            throws IOException, InterruptedException {
        Path log = home.log(platform.part(part).name());
        if (!Files.exists(log)) {
            throw new UserError("there is no " + log + ": it was not started yet");
        }
        List<String> command = new ArrayList<>(List.of("tail", "-n", Integer.toString(lines)));
        if (follow) {
            command.add("-f");
        }
        command.add(log.toString());
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    @Command(description = "Starts the platform, brings real data in, and shows what comes out.")
    int demo() throws IOException, InterruptedException {
        up();
        return new ForegroundProgram(checkout, "infra/local/demo", "io.sluice.local.demo.Demo")
                .run(List.of(), settings, home);
    }

    @Command(
            description = {
                "Measures a platform that is new and empty: ./sluice bench ingest --help",
                "the one that is up: ./sluice bench load-readings --help and queries --help",
                "or an engine alone: ./sluice bench downsampling --help"
            })
    int bench(@Parameters(arity = "0..*") List<String> arguments)
            throws IOException, InterruptedException {
        if (Benchmark.isOfAnEngine(arguments)) {
            return benchmark().ofAnEngine(arguments, home);
        }
        return Benchmark.isOfThePlatformThatIsUp(arguments)
                ? benchmark().ofThePlatformThatIsUp(arguments, platform, home)
                : benchmark().ofAnEmptyPlatform(arguments, home, progress);
    }

    private Benchmark benchmark() {
        return new Benchmark(checkout, settings);
    }

    private String addresses() {
        String frontDoor = "http://127.0.0.1:" + settings.port(Settings.Port.FRONT_DOOR);
        return """
        everything over HTTP   %s
        API documents          %s/docs/
        MQTT 3.1.1 and 5       mqtt://127.0.0.1:%d
        Kafka                  127.0.0.1:%d
        PostgreSQL             127.0.0.1:%d, database sluice, password in %s
        """
                .formatted(
                        frontDoor,
                        frontDoor,
                        settings.port(Settings.Port.MQTT),
                        settings.port(Settings.Port.KAFKA),
                        settings.port(Settings.Port.POSTGRES),
                        home.data("postgres").resolve("password"));
    }
}
