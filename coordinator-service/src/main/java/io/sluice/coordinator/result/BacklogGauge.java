package io.sluice.coordinator.result;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** How much waits in the outbox, asked of the database no more than every few seconds. */
final class BacklogGauge {
    private static final Logger log = LoggerFactory.getLogger(BacklogGauge.class);
    private static final Duration FRESH = Duration.ofSeconds(2);

    private final Outbox outbox;
    private Optional<Outbox.Backlog> last = Optional.empty();
    private long asked = System.nanoTime() - TimeUnit.DAYS.toNanos(1);

    BacklogGauge(Outbox outbox) {
        this.outbox = outbox;
    }

    /** Empty as long as the database does not tell. */
    synchronized Optional<Outbox.Backlog> backlog() {
        if (System.nanoTime() - asked > FRESH.toNanos()) {
            try {
                last = Optional.of(outbox.backlog());
            } catch (DataAccessException | TransactionException e) {
                log.debug("the outbox can't be asked", e);
                last = Optional.empty();
            }
            asked = System.nanoTime();
        }
        return last;
    }

    double tasks() {
        return backlog().map(now -> (double) now.tasks()).orElse(Double.NaN);
    }

    double oldestMillis() {
        return backlog().map(now -> (double) now.oldest().toMillis()).orElse(Double.NaN);
    }
}
