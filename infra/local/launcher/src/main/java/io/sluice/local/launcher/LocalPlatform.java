package io.sluice.local.launcher;

import io.sluice.local.servers.Ports;
import io.sluice.local.servers.Program;
import io.sluice.local.servers.RunningProgram;
import io.sluice.local.servers.ServerFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Starts what is not running, stops what it started, and tells how everything is. */
final class LocalPlatform {
    private static final Duration SERVERS_START = Duration.ofMinutes(1);
    private static final Duration SERVICES_START = Duration.ofMinutes(2);
    private static final Duration STOPS = Duration.ofSeconds(30);

    private final Parts parts;
    private final Home home;
    private final Settings settings;
    private final Progress progress;

    LocalPlatform(Parts parts, Home home, Settings settings, Progress progress) {
        this.parts = parts;
        this.home = home;
        this.settings = settings;
        this.progress = progress;
    }

    /** Brings everything up that is not, and returns when all of it can be used. */
    void up() {
        home.locked(() -> {
            checkPorts();
            startAll(parts.servers(), SERVERS_START);
            startAll(parts.services(), SERVICES_START);
        });
    }

    /** Ends everything that {@code up} started. */
    void down() {
        home.locked(() -> {
            List<Part> reversed = new ArrayList<>(parts.services().reversed());
            reversed.addAll(parts.servers().reversed());
            reversed.forEach(this::stop);
        });
    }

    List<PartStatus> status() {
        return allParts().map(this::statusOf).toList();
    }

    /** A part by its name, or by the beginning of it. @throws UserError if there is none */
    Part part(String name) {
        return allParts()
                .filter(part -> part.name().startsWith(name))
                .findFirst()
                .orElseThrow(() ->
                        new UserError(
                                "there is no '"
                                        + name
                                        + "'; there are "
                                        + String.join(", ", allParts().map(Part::name).toList())));
    }

    private Stream<Part> allParts() {
        return Stream.concat(parts.servers().stream(), parts.services().stream());
    }

    /** Before anything is started, so that nobody waits for what can't come. */
    private void checkPorts() {
        List<String> taken = new ArrayList<>();
        allParts()
                .filter(part -> running(part).isEmpty())
                .forEach(part -> {
                    Stream.concat(Stream.of(part.port()), part.otherPorts().stream())
                            .forEach(port -> {
                                int number = settings.port(port);
                                if (!Ports.isFree(number)) {
                                    taken.add(
                                            "port "
                                                    + number
                                                    + " of "
                                                    + part.name()
                                                    + " is taken by "
                                                    + PortOwner.describe(number)
                                                    + ". End that, or set another port: "
                                                    + port.variable()
                                                    + "=…");
                                }
                            });
                });
        if (!taken.isEmpty()) {
            throw new UserError(String.join("\n", taken));
        }
    }

    private void startAll(List<Part> some, Duration atMost) {
        List<Runnable> awaiting = new ArrayList<>();
        for (Part part : some) {
            Optional<RunningProgram> found = running(part);
            if (found.isPresent()) {
                awaiting.add(() -> awaitFound(part, found.get(), atMost));
            } else {
                RunningProgram started = start(part);
                awaiting.add(() -> started.awaitReady(atMost));
            }
        }
        for (int i = 0; i < some.size(); i++) {
            progress.begin(some.get(i).name());
            awaiting.get(i).run();
            progress.done(some.get(i).name());
        }
    }

    /** What was found running may just be ending: it was killed a moment ago. */
    private void awaitFound(Part part, RunningProgram found, Duration atMost) {
        try {
            found.awaitReady(atMost);
        } catch (ServerFailure e) {
            if (found.isAlive()) {
                throw e;
            }
            start(part).awaitReady(atMost);
        }
    }

    private RunningProgram start(Part part) {
        Program program = part.toStart().get();
        RunningProgram running = program.start();
        new RunFile(running.process(), settings.port(part.port())).write(home.runFile(part.name()));
        return running;
    }

    /** The process of a part, if it runs: by the note about it, or found without one. */
    private Optional<RunningProgram> running(Part part) {
        Optional<RunFile> noted =
                RunFile.read(home.runFile(part.name())).filter(note -> note.process().isAlive());
        if (noted.isPresent()) {
            checkSamePort(part, noted.get());
            return noted.map(note -> watched(part, note));
        }
        Optional<RunningProgram> stray = part.stray().get();
        stray.ifPresent(found ->
                new RunFile(found.process(), settings.port(part.port()))
                        .write(home.runFile(part.name())));
        return stray;
    }

    private void checkSamePort(Part part, RunFile note) {
        int wanted = settings.port(part.port());
        if (note.port() != wanted) {
            throw new UserError(
                    part.name()
                            + " runs on port "
                            + note.port()
                            + ", and not on "
                            + wanted
                            + ": first run"
                            + " ./sluice down, or set "
                            + part.port().variable()
                            + "="
                            + note.port());
        }
    }

    private static RunningProgram watched(Part part, RunFile note) {
        return part.toWatch().apply(note.port()).adopt(note.process());
    }

    private void stop(Part part) {
        RunFile.read(home.runFile(part.name()))
                .filter(note -> note.process().isAlive())
                .ifPresent(note -> {
                    progress.begin("stop " + part.name());
                    watched(part, note).stop(STOPS);
                    progress.done("stop " + part.name());
                });
        RunFile.delete(home.runFile(part.name()));
    }

    private PartStatus statusOf(Part part) {
        Optional<RunFile> note = RunFile.read(home.runFile(part.name()));
        Optional<RunFile> alive = note.filter(run -> run.process().isAlive());
        PartStatus.State state;
        if (alive.isPresent()) {
            boolean ready = watched(part, alive.get()).isReady();
            state = ready ? PartStatus.State.READY : PartStatus.State.STARTING;
        } else {
            state = note.isPresent() ? PartStatus.State.CRASHED : PartStatus.State.STOPPED;
        }
        OptionalLong memory =
                alive.map(run -> Memory.of(run.process().pid())).orElse(OptionalLong.empty());
        return new PartStatus(
                part.name(),
                state,
                alive.map(run -> OptionalLong.of(run.process().pid())).orElse(OptionalLong.empty()),
                alive.map(run -> OptionalInt.of(run.port())).orElse(OptionalInt.empty()),
                memory,
                home.log(part.name()));
    }
}
