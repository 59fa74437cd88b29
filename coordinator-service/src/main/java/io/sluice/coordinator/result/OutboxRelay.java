package io.sluice.coordinator.result;

import java.util.List;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes finished tasks from the outbox to the topic, each exactly once, whoever else does so at the
 * same time and wherever either of them stops.
 *
 * <p>Three things make it so. A batch gets its number and its tasks in one transaction of the
 * database, and keeps them. The topic takes the batch and its number in one transaction. And who
 * begins first excludes all others from claiming (by the epoch), then from completing what they
 * send (by fencing), and then asks the topic for the number it has reached: so a claimed batch is
 * there, up to that number, or will never be unless it is sent again.
 */
final class OutboxRelay {
    private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);

    private final Outbox outbox;
    private final ResultPublisher publisher;

    OutboxRelay(Outbox outbox, ResultPublisher publisher) {
        this.outbox = outbox;
        this.publisher = publisher;
    }

    /** Takes over from whoever relayed before, and completes what that one has claimed. */
    Term begin() {
        long epoch = outbox.begin();
        ResultPublisher.Writer writer = publisher.begin();
        try {
            Term term = new Term(epoch, writer);
            term.settle();
            return term;
        } catch (RuntimeException e) {
            writer.close();
            throw e;
        }
    }

    /** From taking over to being replaced, or to any failure. */
    final class Term implements AutoCloseable {
        private final long epoch;
        private final ResultPublisher.Writer writer;

        private Term(long epoch, ResultPublisher.Writer writer) {
            this.epoch = epoch;
            this.writer = writer;
        }

        private void settle() {
            long last = writer.lastBatch();
            // A database that was restored from an older copy counts on from the topic's number:
            // else new batches would seem to be in the topic already.
            outbox.countFrom(epoch, last);
            outbox.delete(last);
            List<Long> claimed = outbox.claimed();
            log.info(
                    "relaying results as epoch {}; the topic has batch {}, and {} are sent again",
                    epoch,
                    last,
                    claimed);
            claimed.forEach(this::send);
        }

        /**
         * Takes one batch to the topic.
         *
         * @return how many tasks that were; 0 if none waited
         */
        int round() {
            OptionalLong batch = outbox.claim(epoch);
            return batch.isPresent() ? send(batch.getAsLong()) : 0;
        }

        private int send(long batch) {
            List<FinishedTask> tasks = outbox.tasks(batch);
            if (!tasks.isEmpty()) {
                writer.publish(batch, tasks);
                outbox.delete(batch);
            }
            return tasks.size();
        }

        @Override
        public void close() {
            writer.close();
        }
    }
}
