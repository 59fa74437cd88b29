package io.sluice.local.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The checkout that this program was built in: where the other programs of the platform lie beside
 * it.
 *
 * @param root the directory with the script {@code sluice}
 */
public record Checkout(Path root) {
    /**
     * Finds the checkout by the system property {@code sluice.root}, or else upwards from the
     * working directory.
     *
     * @throws IllegalStateException if there is none
     */
    public static Checkout find() {
        String property = System.getProperty("sluice.root");
        if (property != null) {
            return new Checkout(Path.of(property).toAbsolutePath().normalize());
        }
        Path directory = Path.of("").toAbsolutePath();
        while (directory != null) {
            if (Files.isRegularFile(directory.resolve("sluice"))
                    && Files.isDirectory(directory.resolve("infra/local"))) {
                return new Checkout(directory);
            }
            directory = directory.getParent();
        }
        throw new IllegalStateException(
                "no checkout of Sluice at or above "
                        + Path.of("").toAbsolutePath()
                        + ": set -Dsluice.root");
    }

    /** Where PostgreSQL is unpacked to, once for the platform and all tests. */
    public Path unpackedServers() {
        return root.resolve(".sluice").resolve("servers");
    }

    /**
     * The class path of a module that was built: its jar, or its classes where it is not packaged
     * yet, and what it depends on.
     *
     * @param module the module's directory, from the root
     * @throws IllegalStateException if the module was not built
     */
    public List<Path> classPath(String module) {
        Path target = root.resolve(module).resolve("target");
        List<Path> entries = new ArrayList<>();
        entries.add(packaged(target).orElse(target.resolve("classes")));
        Path file = target.resolve("runtime.classpath");
        try {
            Pattern.compile(":")
                    .splitAsStream(Files.readString(file).strip())
                    .map(Path::of)
                    .forEach(entries::add);
        } catch (IOException e) {
            throw new IllegalStateException(
                    module + " is not built: " + file + " is missing. Run: ./sluice build", e);
        }
        return List.copyOf(entries);
    }

    private static Optional<Path> packaged(Path target) {
        Path classes = target.resolve("classes");
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.getFileName().toString().endsWith("-SNAPSHOT.jar"))
                    .filter(file -> isNewer(file, classes))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean isNewer(Path jar, Path classes) {
        try (Stream<Path> files = Files.walk(classes)) {
            long packagedAt = Files.getLastModifiedTime(jar).toMillis();
            return files.filter(Files::isRegularFile)
                    .allMatch(file -> file.toFile().lastModified() <= packagedAt);
        } catch (IOException e) {
            return true;
        }
    }
}
