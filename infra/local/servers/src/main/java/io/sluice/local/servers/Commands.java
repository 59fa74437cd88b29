package io.sluice.local.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Runs short commands and waits for them. */
final class Commands {
    /**
     * @param exitCode 0 when it went well
     * @param output what it printed, errors too
     */
    record Result(int exitCode, String output) {
        boolean succeeded() {
            return exitCode == 0;
        }

        /** What it printed. @throws ServerFailure unless it went well */
        String orThrow(String purpose) {
            if (!succeeded()) {
                throw new ServerFailure(
                        purpose + " failed with exit code " + exitCode + ": " + output.strip());
            }
            return output;
        }
    }

    private Commands() {}

    static Result run(List<String> command) {
        return run(command, "");
    }

    static Result run(List<String> command, String input) {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .directory(Path.of("/").toFile())
                            .redirectErrorStream(true)
                            .start();
            try (var stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            }
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException("can't run " + String.join(" ", command), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerFailure("interrupted while running " + String.join(" ", command), e);
        }
    }
}
