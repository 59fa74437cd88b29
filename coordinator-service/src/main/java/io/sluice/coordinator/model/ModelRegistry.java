package io.sluice.coordinator.model;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Which models and versions there are. Asked for each task, so the answer comes from memory: what
 * is there may be reported for a moment after it is gone, but what is not known is looked up before
 * it is denied.
 */
public final class ModelRegistry {
    private final PostgresModels models;
    private final long refreshNanos;
    private final LongSupplier nanoTime;
    private final ReentrantLock loading = new ReentrantLock();
    private final AtomicLong changes = new AtomicLong();
    private volatile Snapshot latest = Snapshot.NOTHING_YET;

    ModelRegistry(PostgresModels models, Duration refreshEvery, LongSupplier nanoTime) {
        this.models = models;
        this.refreshNanos = refreshEvery.toNanos();
        this.nanoTime = nanoTime;
    }

    /** Whether a version of the model is ready. */
    public boolean isRegistered(String name) {
        return find(name).isPresent();
    }

    /** Whether this version of the model is ready. */
    public boolean hasVersion(String name, String version) {
        if (isReady(listed(name), version)) {
            return true;
        }
        return isReady(lookUp(name), version);
    }

    Optional<KnownModel> find(String name) {
        Optional<KnownModel> listed = listed(name);
        return listed.isPresent() ? listed : lookUp(name);
    }

    /** As last seen, without a look into the database for names that were not seen. */
    Optional<KnownModel> listed(String name) {
        return Optional.ofNullable(snapshot().models.get(name));
    }

    /** The database is asked before the next answer. */
    void forget() {
        changes.incrementAndGet();
    }

    private Optional<KnownModel> lookUp(String name) {
        Optional<KnownModel> found = models.known(name);
        if (found.isPresent()) {
            forget();
        }
        return found;
    }

    private static boolean isReady(Optional<KnownModel> model, String version) {
        return model.filter(known -> known.ready().containsKey(version)).isPresent();
    }

    /**
     * One thread asks the database; meanwhile the others go on with what was seen before, unless it
     * is known to have changed.
     */
    private Snapshot snapshot() {
        Snapshot seen = latest;
        if (isFresh(seen)) {
            return seen;
        }
        if (!isCurrent(seen)) {
            loading.lock();
        } else if (!loading.tryLock()) {
            return seen;
        }
        try {
            return isFresh(latest) ? latest : load();
        } finally {
            loading.unlock();
        }
    }

    private boolean isFresh(Snapshot snapshot) {
        return isCurrent(snapshot) && nanoTime.getAsLong() - snapshot.loadedAt < refreshNanos;
    }

    private boolean isCurrent(Snapshot snapshot) {
        return snapshot.change == changes.get();
    }

    private Snapshot load() {
        long change = changes.get();
        long asked = nanoTime.getAsLong();
        Snapshot loaded = new Snapshot(models.known(), change, asked);
        latest = loaded;
        return loaded;
    }

    /** What was seen, after how many changes made here, and when the database was asked. */
    private record Snapshot(Map<String, KnownModel> models, long change, long loadedAt) {
        static final Snapshot NOTHING_YET = new Snapshot(Map.of(), -1, 0);
    }
}
