package io.sluice.local.launcher;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out which process listens on a port, from what the system tells in {@code /proc}. */
final class PortOwner {
    private static final String LISTENING = "0A";
    private static final Pattern FIELDS = Pattern.compile("\\s+");
    private static final Pattern SOCKET = Pattern.compile("socket:\\[(\\d+)]");

    private PortOwner() {}

    /** The process for people, such as {@code java (process 4711)}. */
    static String describe(int port) {
        Set<String> sockets = new HashSet<>(socketsOf(port, "/proc/net/tcp"));
        sockets.addAll(socketsOf(port, "/proc/net/tcp6"));
        return processWith(sockets)
                .map(process ->
                        process.info()
                                        .command()
                                        .map(command -> Path.of(command).getFileName().toString())
                                        .orElse("a program")
                                + " (process "
                                + process.pid()
                                + ")")
                .orElse("a process of somebody else");
    }

    private static Set<String> socketsOf(int port, String table) {
        String suffix = String.format(Locale.ROOT, ":%04X", port);
        Set<String> inodes = new HashSet<>();
        try {
            for (String line : Files.readAllLines(Path.of(table))) {
                List<String> fields = FIELDS.splitAsStream(line.strip()).toList();
                if (fields.size() > 9
                        && fields.get(1).endsWith(suffix)
                        && fields.get(3).equals(LISTENING)) {
                    inodes.add(fields.get(9));
                }
            }
        } catch (IOException e) {
            // The system does not tell; then the process has no name here.
        }
        return inodes;
    }

    private static Optional<ProcessHandle> processWith(Set<String> sockets) {
        return ProcessHandle.allProcesses()
                .filter(process -> holds(process.pid(), sockets))
                .findFirst();
    }

    private static boolean holds(long pid, Set<String> sockets) {
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "fd"))) {
            for (Path file : files) {
                Matcher matcher = SOCKET.matcher(Files.readSymbolicLink(file).toString());
                if (matcher.matches() && sockets.contains(matcher.group(1))) {
                    return true;
                }
            }
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
            // Not ours to look at.
        }
        return false;
    }
}
