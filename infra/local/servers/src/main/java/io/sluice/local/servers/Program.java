package io.sluice.local.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A program that runs as a process of its own, in a session of its own: it outlives the one who
 * started it.
 *
 * @param name what people call it, such as {@code kafka}
 * @param command the program and its arguments
 * @param environment variables added to those of this process
 * @param directory where it runs, made if it is not there
 * @param log what it prints goes to the end of this file
 * @param readiness tells when it can be used
 * @param stopSignal the signal that ends it in good order, such as {@code TERM}
 */
public record Program(
        String name,
        List<String> command,
        Map<String, String> environment,
        Path directory,
        Path log,
        Readiness readiness,
        String stopSignal) {
    /** Tells whether a process can be used. */
    @FunctionalInterface
    public interface Readiness {
        boolean isReady(ProcessIdentity process);

        /** Of a program that writes its process id into the file {@code ready} of a directory. */
        static Readiness announcedIn(Path directory) {
            return process -> {
                try {
                    return Files.readString(directory.resolve("ready"))
                            .equals(Long.toString(process.pid()));
                } catch (IOException e) {
                    return false;
                }
            };
        }
    }

    public Program {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** Starts it and returns at once; see {@link RunningProgram#awaitReady}. */
    public RunningProgram start() {
        List<String> detached = new ArrayList<>();
        if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
            detached.add("/usr/bin/setsid");
        }
        detached.addAll(command);
        try {
            Files.createDirectories(directory);
            Files.createDirectories(log.toAbsolutePath().getParent());
            ProcessBuilder builder =
                    new ProcessBuilder(detached)
                            .directory(directory.toFile())
                            .redirectInput(
                                    ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment);
            return new RunningProgram(this, ProcessIdentity.of(builder.start().toHandle()));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    name + " can't be started: " + String.join(" ", command), e);
        }
    }

    /** The same program, found running. */
    public RunningProgram adopt(ProcessIdentity process) {
        return new RunningProgram(this, process);
    }
}
