package io.sluice.local.launcher;

import io.sluice.local.servers.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Copies what was built here to where it is run from, so that the next build does not pull it from
 * under the process.
 */
final class StagedApp {
    private StagedApp() {}

    /** The class path of a module, with the parts of this checkout replaced by copies. */
    static List<Path> stage(Checkout checkout, String module, Path directory) {
        try {
            deleteTree(directory);
            Files.createDirectories(directory);
            List<Path> staged = new ArrayList<>();
            for (Path entry : checkout.classPath(module)) {
                staged.add(
                        entry.startsWith(checkout.root())
                                ? copy(entry, directory, staged.size())
                                : entry);
            }
            return staged;
        } catch (IOException e) {
            throw new UncheckedIOException(module + " can't be copied to " + directory, e);
        }
    }

    private static Path copy(Path entry, Path directory, int number) throws IOException {
        Path target = directory.resolve(number + "-" + entry.getFileName());
        try (Stream<Path> files = Files.walk(entry)) {
            for (Path file : files.toList()) {
                Files.copy(
                        file,
                        target.resolve(entry.relativize(file).toString()),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return target;
    }

    static void deleteTree(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(directory + " can't be removed", e);
        }
    }
}
