package io.sluice.ingestion.reading;

import io.sluice.ingestion.problem.ErrorCode;
import io.sluice.ingestion.problem.IngestionException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Bounds the bytes of messages that are in memory because Kafka has not acknowledged them yet. Each
 * message holds a place from its first byte until that is settled, whatever its sender has been
 * told meanwhile.
 */
final class InFlightBudget {
    private final int capacity;
    private final Semaphore free;

    InFlightBudget(int capacity) {
        this.capacity = capacity;
        this.free = new Semaphore(capacity, true);
    }

    /**
     * Takes a place.
     *
     * @throws IngestionException {@code busy} if there is none in time
     */
    Place reserve(int bytes, Duration patience) {
        try {
            if (!free.tryAcquire(bytes, patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw busy();
            }
            return new Place(bytes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy();
        }
    }

    /** Takes a place, however long that takes. */
    Place reserve(int bytes) throws InterruptedException {
        free.acquire(bytes);
        return new Place(bytes);
    }

    int inFlight() {
        return capacity - free.availablePermits();
    }

    private IngestionException busy() {
        return new IngestionException(
                ErrorCode.BUSY,
                inFlight()
                        + " of "
                        + capacity
                        + " bytes wait for Kafka; there is no place for this message now");
    }

    /** What one message holds. */
    final class Place {
        private int bytes;
        private boolean released;

        private Place(int bytes) {
            this.bytes = bytes;
        }

        /**
         * Makes the place larger, at once or not at all: who holds a place must not wait for others
         * who do.
         *
         * @throws IngestionException {@code busy} if that much is not free
         */
        synchronized void growTo(long needed) {
            int more = (int) Math.max(0, Math.min(needed, capacity) - bytes);
            if (more == 0) {
                return;
            }
            if (!free.tryAcquire(more)) {
                throw busy();
            }
            bytes += more;
        }

        synchronized void release() {
            if (!released) {
                released = true;
                free.release(bytes);
            }
        }
    }
}
