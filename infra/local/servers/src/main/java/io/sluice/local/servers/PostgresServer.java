package io.sluice.local.servers;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A PostgreSQL server on the loopback address with the database {@code sluice}, in which each
 * service has a role and a schema of the same name, and with query-service there is the role {@code
 * analyst}. The password is the same for all roles and generated for the data directory.
 */
public final class PostgresServer {
    /** The account that the server runs under may not enter the directories above its own. */
    private static final Path ANYWHERE = Path.of("/");

    private static final Duration STOPS = Duration.ofSeconds(30);
    private static final Duration LEFTOVERS_END = Duration.ofSeconds(20);
    private static final String ANALYST = "analyst";
    private static final int PORT_LINE = 3;
    private static final int STATUS_LINE = 7;

    private final PostgresBinaries binaries;
    private final Path directory;
    private final Path cluster;
    private final Path log;
    private final int port;
    private final List<String> services;

    /**
     * @param directory its own directory, made if it is not there
     * @param log what it prints goes there
     * @param services the roles and schemas it has; one that the directory does not have yet is
     *     added
     */
    public PostgresServer(
            PostgresBinaries binaries, Path directory, Path log, int port, List<String> services) {
        this.binaries = binaries;
        this.directory = directory;
        this.cluster = directory.resolve("cluster");
        this.log = log;
        this.port = port;
        this.services = List.copyOf(services);
    }

    /** Makes the data directory if there is none, and clears away what a crash left. */
    public Program prepare() {
        binaries.unpack();
        PostgresAccount account = PostgresAccount.ofThisMachine();
        try {
            Files.createDirectories(directory);
            account.takeOver(directory);
            if (Files.exists(cluster)) {
                runningOnAnyPort().ifPresent(server -> server.stop(STOPS));
                awaitLeftoversEnd();
                Files.deleteIfExists(pidFile());
            } else {
                initialise(account);
            }
            addMissing(account);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the data directory of PostgreSQL can't be made ready: " + cluster, e);
        }
        return program(account);
    }

    /** What is needed to look at the running server, and to stop it. */
    public Program watched() {
        return new Program("postgres", List.of(), Map.of(), ANYWHERE, log, this::isReady, "INT");
    }

    /** The server of this data directory and port, if one runs already. */
    public Optional<RunningProgram> running() {
        return statusLines()
                .filter(lines ->
                        lines.size() > PORT_LINE
                                && lines.get(PORT_LINE).strip().equals(Integer.toString(port)))
                .flatMap(_ -> runningOnAnyPort());
    }

    private Optional<RunningProgram> runningOnAnyPort() {
        return statusLines()
                .flatMap(lines -> ProcessHandle.of(Long.parseLong(lines.getFirst().strip())))
                .filter(handle -> worksHere(handle.pid()))
                .map(handle -> watched().adopt(ProcessIdentity.of(handle)));
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/sluice";
    }

    public int port() {
        return port;
    }

    /** Where its data and its password lie. */
    Path directory() {
        return directory;
    }

    /** The password of every role, {@code postgres} (the superuser) and the services'. */
    public String password() {
        try {
            return Files.readString(passwordFile()).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Program program(PostgresAccount account) {
        List<String> command =
                new ArrayList<>(List.of(binaries.postgres().toString(), "-D", cluster.toString()));
        settings().forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        return new Program(
                "postgres",
                account.command(command),
                Map.of(),
                ANYWHERE,
                log,
                this::isReady,
                "INT");
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put("port", Integer.toString(port));
        settings.put("listen_addresses", "127.0.0.1");
        settings.put("unix_socket_directories", "");
        settings.put("timezone", "UTC");
        settings.put("log_timezone", "UTC");
        settings.put("shared_buffers", sharedBuffers() + "MB");
        settings.put("random_page_cost", "1.1");
        // What is read lies in the page cache as a rule: to hand each read to another process, and
        // to
        // wait for it, takes longer than the read.
        settings.put("io_method", "sync");
        settings.put("max_wal_size", "4GB");
        settings.put("checkpoint_timeout", "15min");
        settings.put("max_connections", "100");
        return settings;
    }

    /** An eighth of the memory there is, in MB, within bounds. What is not used takes none. */
    private static long sharedBuffers() {
        long memory =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                        .getTotalMemorySize();
        return Math.clamp(memory / 8 / 1024 / 1024, 128, 2048);
    }

    private boolean isReady(ProcessIdentity process) {
        return statusLines()
                .filter(lines -> lines.size() > STATUS_LINE)
                .filter(lines -> lines.getFirst().strip().equals(Long.toString(process.pid())))
                .map(lines -> lines.get(STATUS_LINE).strip().equals("ready"))
                .orElse(false);
    }

    private Optional<List<String>> statusLines() {
        try {
            return Optional.of(Files.readAllLines(pidFile())).filter(lines -> !lines.isEmpty());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Path pidFile() {
        return cluster.resolve("postmaster.pid");
    }

    private Path passwordFile() {
        return directory.resolve("password");
    }

    /**
     * Made aside and moved into place when complete: a crash half way leaves nothing that looks
     * like a cluster.
     */
    private void initialise(PostgresAccount account) throws IOException {
        Path unfinished = directory.resolve("cluster.unfinished");
        PostgresBinaries.deleteTree(unfinished);
        writePassword();
        account.takeOver(directory);
        Commands.run(
                        account.command(
                                List.of(
                                        binaries.initdb().toString(),
                                        "--pgdata=" + unfinished,
                                        "--username=postgres",
                                        "--auth=scram-sha-256",
                                        "--pwfile=" + passwordFile(),
                                        "--encoding=UTF8",
                                        "--locale-provider=builtin",
                                        "--builtin-locale=C.UTF-8",
                                        "--locale=C")))
                .orThrow("initdb");
        single(account, unfinished, "postgres", "create database sluice;\n");
        single(account, unfinished, "sluice", "revoke all on schema public from public;\n");
        Files.move(unfinished, cluster, StandardCopyOption.ATOMIC_MOVE);
    }

    private void writePassword() throws IOException {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        Files.deleteIfExists(passwordFile());
        Files.createFile(
                passwordFile(),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(passwordFile(), HexFormat.of().formatHex(random));
    }

    /**
     * Makes the roles and schemas that this data directory does not have yet. It may be from before
     * there was one of them. What was made is noted in files, so that this is done once.
     */
    private void addMissing(PostgresAccount account) throws IOException {
        List<String> missing = services.stream().filter(this::isMissing).toList();
        boolean isAnalystMissing = services.contains("query") && isMissing(ANALYST);
        List<String> statements = new ArrayList<>(ServiceSchemas.statements(missing, password()));
        if (isAnalystMissing) {
            statements.addAll(ServiceSchemas.analyst(password()));
        }
        if (statements.isEmpty()) {
            return;
        }
        single(account, cluster, "sluice", String.join(";\n", statements) + ";\n");
        for (String service : missing) {
            Files.createFile(added(service));
        }
        if (isAnalystMissing) {
            Files.createFile(added(ANALYST));
        }
    }

    private boolean isMissing(String role) {
        return !Files.exists(added(role));
    }

    private Path added(String role) {
        return directory.resolve(role + "-added");
    }

    private void single(PostgresAccount account, Path data, String database, String statements) {
        String output =
                Commands.run(
                                account.command(
                                        List.of(
                                                binaries.postgres().toString(),
                                                "--single",
                                                "-D",
                                                data.toString(),
                                                database)),
                                statements)
                        .orThrow("setting up the database");
        if (output.contains("ERROR:")) {
            throw new ServerFailure("setting up the database failed: " + output);
        }
    }

    /**
     * After a kill -9 of the server its children end by themselves a little later. A new server
     * must not start before: its own check for them does not see through user namespaces.
     */
    private void awaitLeftoversEnd() {
        long end = System.nanoTime() + LEFTOVERS_END.toNanos();
        for (List<Long> left = workersHere(); !left.isEmpty(); left = workersHere()) {
            if (System.nanoTime() > end) {
                throw new ServerFailure(
                        "processes " + left + " still work in " + cluster + ". End them first");
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    private List<Long> workersHere() {
        try (Stream<ProcessHandle> processes = ProcessHandle.allProcesses()) {
            return processes.map(ProcessHandle::pid).filter(this::worksHere).toList();
        }
    }

    private boolean worksHere(long pid) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "cwd"))
                    .equals(cluster.toRealPath());
        } catch (IOException e) {
            return false;
        }
    }
}
