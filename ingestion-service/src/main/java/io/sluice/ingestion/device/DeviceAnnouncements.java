package io.sluice.ingestion.device;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings committed changes of the register to the topic {@code devices}, at once or after whatever
 * kept them from it. The rows themselves say what is outstanding; they stay locked until Kafka has
 * it, so changes of one device keep their order whichever instance brings them.
 */
@Component
final class DeviceAnnouncements implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(DeviceAnnouncements.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);
    private static final int BATCH = 500;

    private final DeviceRepository repository;
    private final TransactionTemplate transaction;
    private final DevicePublisher publisher;
    private final Semaphore work = new Semaphore(0);
    private volatile @Nullable Thread thread;

    DeviceAnnouncements(
            DeviceRepository repository,
            TransactionTemplate transaction,
            DevicePublisher publisher) {
        this.repository = repository;
        this.transaction = transaction;
        this.publisher = publisher;
    }

    /** There is something to announce. */
    void wake() {
        work.release();
    }

    @Override
    public void start() {
        Thread announcing = Thread.ofVirtual().name("device-announcements").unstarted(this::run);
        thread = announcing;
        announcing.start();
    }

    @Override
    public void stop() {
        Thread ended = thread;
        thread = null;
        if (ended != null) {
            ended.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void run() {
        while (Thread.currentThread().equals(thread)) {
            try {
                work.tryAcquire(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
                work.drainPermits();
                announceAll();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                log.warn(
                        "changes of devices are not announced yet, next try in {}: {}",
                        LOOK_AGAIN,
                        e.toString());
            }
        }
    }

    private void announceAll() {
        int announced;
        do {
            announced = transaction.execute(_ -> announceSome());
        } while (announced == BATCH);
    }

    private int announceSome() {
        List<DeviceEntity> rows = repository.lockUnpublished(BATCH);
        if (rows.isEmpty()) {
            return 0;
        }
        List<String> removed =
                rows.stream().filter(DeviceEntity::isDeleted).map(DeviceEntity::id).toList();
        List<RegisteredDevice> changed =
                rows.stream().filter(row -> !row.isDeleted()).map(DeviceEntity::toDevice).toList();
        publisher.publish(changed, removed);
        repository.markPublished(changed.stream().map(device -> device.device().id()).toList());
        repository.forgetDeleted(removed);
        return rows.size();
    }
}
