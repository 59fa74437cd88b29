package io.sluice.worker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models on disk: {@code NAME/VERSION/model.onnx}, and beside it the checksum. A file has its
 * name only after its checksum was found right.
 */
final class ModelCache implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ModelCache.class);
    private static final String FILE = "model.onnx";
    private static final String CHECKSUM = "sha256";

    private final Path directory;
    private final long bound;
    private final Counters counters;
    private final FileChannel lock;
    private final AtomicLong uses = new AtomicLong();
    private final Map<ModelVersion, Held> held = new ConcurrentHashMap<>();

    /**
     * @param lastUse greater than that of all versions used before
     */
    private record Held(String sha256, long size, long lastUse) {}

    private ModelCache(Path directory, long bound, Counters counters, FileChannel lock) {
        this.directory = directory;
        this.bound = bound;
        this.counters = counters;
        this.lock = lock;
    }

    /** Opens the cache of a directory, and removes files that are not as they were downloaded. */
    static ModelCache open(Path directory, long bound, Counters counters) {
        try {
            Files.createDirectories(directory);
            ModelCache cache = new ModelCache(directory, bound, counters, lock(directory));
            cache.readDirectory();
            return cache;
        } catch (IOException e) {
            throw new UncheckedIOException("the cache " + directory + " can't be used: " + e, e);
        }
    }

    private static FileChannel lock(Path directory) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        directory.resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException _) {
            // Another worker of this program has it.
        }
        channel.close();
        throw new IOException("another worker uses it");
    }

    private void readDirectory() throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.find(directory, 3, (path, _) -> path.endsWith(FILE))) {
            files = new ArrayList<>(walk.toList());
        }
        files.sort(Comparator.comparingLong(file -> file.toFile().lastModified()));
        for (Path file : files) {
            Path place = directory.relativize(file);
            if (place.getNameCount() == 3) {
                readVersion(
                        new ModelVersion(place.getName(0).toString(), place.getName(1).toString()));
            }
        }
    }

    private void readVersion(ModelVersion version) throws IOException {
        Path checksum = folder(version).resolve(CHECKSUM);
        Path file = folder(version).resolve(FILE);
        String sha256 = Files.exists(checksum) ? Files.readString(checksum) : "";
        if (sha256.equals(sha256(file))) {
            hold(version, sha256, Files.size(file));
        } else {
            LOG.warn("{} in the cache is not what was downloaded, and is removed", version);
            counters.add(Count.CHECKSUM_MISMATCHES);
            Files.delete(file);
        }
    }

    /** The versions that are held of these models, also of those of which there is none. */
    Map<String, List<String>> versions(List<String> models) {
        Map<String, List<String>> versions = new TreeMap<>();
        models.forEach(model -> versions.put(model, new ArrayList<>()));
        held.keySet().stream()
                .sorted(Comparator.comparing(ModelVersion::version))
                .forEach(version -> {
                    List<String> ofModel = versions.get(version.name());
                    if (ofModel != null) {
                        ofModel.add(version.version());
                    }
                });
        return versions;
    }

    boolean holds(Assignment assignment) {
        Held file = held.get(assignment.modelVersion());
        return file != null && file.sha256().equalsIgnoreCase(assignment.sha256());
    }

    /** The version of a model that came last, or was used last. */
    Optional<ModelVersion> latest(String model) {
        return held.entrySet().stream()
                .filter(entry -> entry.getKey().name().equals(model))
                .max(Comparator.comparingLong(entry -> entry.getValue().lastUse()))
                .map(Map.Entry::getKey);
    }

    /** The file of a version, which counts as used now. */
    Optional<Path> file(ModelVersion version) {
        Held file =
                held.computeIfPresent(
                        version,
                        (_, was) -> new Held(was.sha256(), was.size(), uses.incrementAndGet()));
        return Optional.ofNullable(file).map(_ -> folder(version).resolve(FILE));
    }

    /** Where to put what comes of a version. */
    PartFile part(Assignment assignment) throws IOException {
        Path folder = folder(assignment.modelVersion());
        Files.createDirectories(folder);
        PartFile part = new PartFile(folder.resolve(FILE + ".part"));
        if (part.length() > assignment.size()) {
            part.delete();
        }
        return part;
    }

    /** Takes a whole file in if its checksum is right, and else deletes it. */
    boolean take(Assignment assignment, PartFile part) throws IOException {
        String sha256 = sha256(part.path());
        if (!sha256.equalsIgnoreCase(assignment.sha256())) {
            counters.add(Count.CHECKSUM_MISMATCHES);
            LOG.warn(
                    "{} has come with checksum {} and should have {}",
                    assignment.modelVersion(),
                    sha256,
                    assignment.sha256());
            part.delete();
            return false;
        }
        Path folder = folder(assignment.modelVersion());
        // The other way round, a crash between the two would leave a good file that looks wrong as
        // well: it is brought again.
        Files.writeString(folder.resolve(CHECKSUM), sha256);
        Files.move(
                part.path(),
                folder.resolve(FILE),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        hold(assignment.modelVersion(), sha256, assignment.size());
        counters.add(Count.MODELS_DOWNLOADED);
        return true;
    }

    /** Removes the versions that were not used for longest until the rest is within the bound. */
    List<ModelVersion> trim(Set<ModelVersion> wanted) throws IOException {
        List<ModelVersion> removed = new ArrayList<>();
        while (held.values().stream().mapToLong(Held::size).sum() > bound) {
            @Nullable ModelVersion oldest =
                    held.entrySet().stream()
                            .filter(entry -> !wanted.contains(entry.getKey()))
                            .min(Comparator.comparingLong(entry -> entry.getValue().lastUse()))
                            .map(Map.Entry::getKey)
                            .orElse(null);
            if (oldest == null) {
                break;
            }
            remove(oldest);
            removed.add(oldest);
        }
        return removed;
    }

    private void remove(ModelVersion version) throws IOException {
        held.remove(version);
        Files.deleteIfExists(folder(version).resolve(FILE));
        counters.add(Count.MODELS_REMOVED);
        LOG.info("{} is removed: the cache may have {} bytes", version, bound);
    }

    private void hold(ModelVersion version, String sha256, long size) {
        held.put(version, new Held(sha256, size, uses.incrementAndGet()));
    }

    private Path folder(ModelVersion version) {
        if (!WorkerSettings.isName(version.name()) || !WorkerSettings.isName(version.version())) {
            throw new IllegalArgumentException("can't be the name of a directory: " + version);
        }
        return directory.resolve(version.name()).resolve(version.version());
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), sha256Of())) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(((DigestInputStream) in).getMessageDigest().digest());
        }
    }

    private static MessageDigest sha256Of() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
