package io.sluice.coordinator.result;

import java.util.List;
import java.util.OptionalLong;

/**
 * Lets something happen once on the way of a batch, between the steps of a relay.
 *
 * @param event what happens; if it throws, the relay goes no further
 */
record Interruption(Point point, Event event) {
    /** Between which steps. */
    enum Point {
        AFTER_CLAIM,
        BEFORE_SENDING,
        AFTER_SENDING,
        AFTER_DELETING
    }

    /** What happens. It must not happen again. */
    interface Event extends Runnable {}

    /** As a power cut would. */
    static Interruption crash(Point point) {
        return new Interruption(
                point,
                () -> {
                    throw new IllegalStateException("crashed " + point);
                });
    }

    OutboxRelay relay(Outbox outbox, ResultPublisher publisher) {
        return new OutboxRelay(new InterruptedOutbox(outbox), new InterruptedPublisher(publisher));
    }

    private void pass(Point passed) {
        if (passed == point) {
            event.run();
        }
    }

    private final class InterruptedPublisher implements ResultPublisher {
        private final ResultPublisher publisher;

        InterruptedPublisher(ResultPublisher publisher) {
            this.publisher = publisher;
        }

        @Override
        public Writer begin() {
            Writer writer = publisher.begin();
            return new Writer() {
                @Override
                public long lastBatch() {
                    return writer.lastBatch();
                }

                @Override
                public void publish(long batch, List<FinishedTask> tasks) {
                    pass(Point.BEFORE_SENDING);
                    writer.publish(batch, tasks);
                    pass(Point.AFTER_SENDING);
                }

                @Override
                public void close() {
                    writer.close();
                }
            };
        }
    }

    private final class InterruptedOutbox implements Outbox {
        private final Outbox outbox;
        private boolean claims;

        InterruptedOutbox(Outbox outbox) {
            this.outbox = outbox;
        }

        @Override
        public long begin() {
            return outbox.begin();
        }

        @Override
        public void countFrom(long epoch, long batch) {
            outbox.countFrom(epoch, batch);
        }

        @Override
        public List<Long> claimed() {
            return outbox.claimed();
        }

        @Override
        public OptionalLong claim(long epoch) {
            OptionalLong batch = outbox.claim(epoch);
            claims = batch.isPresent();
            if (claims) {
                pass(Point.AFTER_CLAIM);
            }
            return batch;
        }

        @Override
        public List<FinishedTask> tasks(long batch) {
            return outbox.tasks(batch);
        }

        @Override
        public void delete(long batch) {
            outbox.delete(batch);
            if (claims) {
                pass(Point.AFTER_DELETING);
            }
        }

        @Override
        public Backlog backlog() {
            return outbox.backlog();
        }
    }
}
