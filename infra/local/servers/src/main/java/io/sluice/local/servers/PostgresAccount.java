package io.sluice.local.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The account that PostgreSQL runs under. PostgreSQL refuses to be run by root; root gives it
 * another account.
 *
 * @param prefix the command before PostgreSQL's own that changes the account; empty where none is
 *     needed
 * @param owner who owns its files, as seen by the one who starts it
 */
record PostgresAccount(List<String> prefix, String owner) {
    private static final List<String> NAMESPACE = List.of("unshare", "-U");
    private static final List<String> NOBODY =
            List.of(
                    "setpriv",
                    "--reuid=nobody",
                    "--regid=nogroup",
                    "--clear-groups",
                    "--inh-caps=-all");

    /** The first account of this machine that PostgreSQL accepts. */
    static PostgresAccount ofThisMachine() {
        String user = System.getProperty("user.name");
        if (isAccepted(List.of())) {
            return new PostgresAccount(List.of(), user);
        }
        // In a namespace of its own the process is nobody inside and root outside: its files stay
        // root's.
        if (isAccepted(NAMESPACE)) {
            return new PostgresAccount(NAMESPACE, user);
        }
        if (isAccepted(NOBODY)) {
            return new PostgresAccount(NOBODY, "nobody");
        }
        throw new ServerFailure(
                "PostgreSQL can't be run by root, and neither unshare nor setpriv gives it another"
                        + " account on this machine. Run ./sluice as an ordinary user");
    }

    List<String> command(List<String> postgres) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(postgres);
        return command;
    }

    /**
     * Makes sure that this account may work in a directory: gives the directory to it where root
     * does this, and otherwise checks that it has it.
     *
     * @throws ServerFailure if the directory belongs to somebody else, or can't be reached by this
     *     account
     */
    void takeOver(Path directory) {
        try {
            if (!Files.getOwner(directory).getName().equals(owner)) {
                giveToOwner(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!Commands.run(command(List.of("test", "-x", directory.toString()))).succeeded()) {
            throw new ServerFailure(
                    directory
                            + " can't be reached by the account '"
                            + owner
                            + "' that PostgreSQL runs under. Set SLUICE_HOME to a directory that it"
                            + " can reach");
        }
    }

    private void giveToOwner(Path directory) throws IOException {
        if (prefix.isEmpty()) {
            throw new ServerFailure(
                    directory
                            + " belongs to '"
                            + Files.getOwner(directory).getName()
                            + "', and you are '"
                            + owner
                            + "'. Run ./sluice as the one who owns it, or set SLUICE_HOME to a"
                            + " directory of your own");
        }
        Commands.run(List.of("chown", "-R", owner + ":", directory.toString()))
                .orThrow("chown of " + directory);
    }

    /** The number must not be 0, and must have a name: PostgreSQL looks it up. */
    private static boolean isAccepted(List<String> prefix) {
        return !"0".equals(ask(prefix, "-u")) && !ask(prefix, "-un").isEmpty();
    }

    private static String ask(List<String> prefix, String what) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of("id", what));
        try {
            Commands.Result result = Commands.run(command);
            return result.succeeded() ? result.output().strip() : "";
        } catch (UncheckedIOException e) {
            return "";
        }
    }
}
