package io.sluice.local.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The directory of the local platform.
 *
 * @param directory usually {@code .sluice} of the checkout
 */
record Home(Path directory) {
    /** The data of a server. */
    Path data(String part) {
        return directory.resolve("data").resolve(part);
    }

    Path log(String part) {
        return directory.resolve("logs").resolve(part + ".log");
    }

    Path runFile(String part) {
        return directory.resolve("run").resolve(part);
    }

    /** Where the jars lie that a service is running from: a build does not touch them. */
    Path app(String part) {
        return directory.resolve("app").resolve(part);
    }

    /** Makes the directory if it is not there. @throws UserError if it can't be written */
    void prepare() {
        try {
            Files.createDirectories(directory.resolve("run"));
            Files.createDirectories(directory.resolve("logs"));
            if (!Files.isWritable(directory.resolve("run"))) {
                throw new IOException("not writable");
            }
        } catch (IOException e) {
            throw new UserError(
                    directory
                            + " can't be written by '"
                            + System.getProperty("user.name")
                            + "'. Run ./sluice as the one it belongs to, or set "
                            + Settings.HOME
                            + " to a directory of your own");
        }
    }

    /** Does something while no other ./sluice changes this platform. */
    void locked(Runnable change) {
        prepare();
        try (FileChannel channel =
                        FileChannel.open(
                                directory.resolve("lock"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                var _ = channel.lock()) {
            change.run();
        } catch (IOException e) {
            throw new UncheckedIOException(directory + " can't be locked", e);
        }
    }

    /** Removes the directory and everything in it. */
    void delete() {
        StagedApp.deleteTree(directory);
    }
}
