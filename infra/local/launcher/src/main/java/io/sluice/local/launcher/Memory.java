package io.sluice.local.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What a process and those it started have of the machine's memory. What they share is counted
 * once.
 */
final class Memory {
    private Memory() {}

    /** In bytes; empty if the system does not tell. */
    static OptionalLong of(long pid) {
        long sum =
                ProcessHandle.of(pid).stream()
                        .flatMap(
                                process -> Stream.concat(Stream.of(process), process.descendants()))
                        .mapToLong(process -> ofOne(process.pid()))
                        .sum();
        return sum == 0 ? OptionalLong.empty() : OptionalLong.of(sum);
    }

    private static long ofOne(long pid) {
        Path process = Path.of("/proc", Long.toString(pid));
        long proportional = kilobytes(process.resolve("smaps_rollup"), "Pss:");
        return 1024
                * (proportional > 0
                        ? proportional
                        : kilobytes(process.resolve("status"), "VmRSS:"));
    }

    private static long kilobytes(Path file, String name) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(name))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException | java.io.UncheckedIOException e) {
            return 0;
        }
    }
}
