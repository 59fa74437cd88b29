package io.sluice.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the leases of tasks that are being done: each is renewed when half its time has passed. */
final class LeaseRenewal {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseRenewal.class);

    private final CoordinatorClient coordinator;
    private final Counters counters;
    private final Map<Long, Lease> held = new ConcurrentHashMap<>();
    private final DelayQueue<Due> queue = new DelayQueue<>();

    private record Due(Lease lease, long nanoTime) implements Delayed {
        static Due after(Lease lease, Duration time) {
            return new Due(lease, System.nanoTime() + time.toNanos());
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(nanoTime - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(
                    getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }

    LeaseRenewal(CoordinatorClient coordinator, Counters counters) {
        this.coordinator = coordinator;
        this.counters = counters;
    }

    void keep(Lease lease) {
        held.put(lease.token(), lease);
        queue.add(Due.after(lease, lease.leaseDuration().dividedBy(2)));
    }

    void forget(long token) {
        held.remove(token);
    }

    /** Waits until some are due, and renews them together. */
    void round() throws InterruptedException {
        List<Lease> due = due();
        if (due.isEmpty()) {
            return;
        }
        try {
            settle(due, coordinator.renew(due));
        } catch (CoordinatorUnreachable e) {
            due.forEach(lease -> again(lease, 10));
            throw e;
        }
    }

    private List<Lease> due() throws InterruptedException {
        List<Lease> due = new ArrayList<>();
        for (Due next = queue.take(); next != null; next = queue.poll()) {
            if (held.containsKey(next.lease().token())) {
                due.add(next.lease());
            }
        }
        return due;
    }

    private void settle(List<Lease> asked, List<Rejection> rejections) {
        List<Lease> renewed = new ArrayList<>(asked);
        for (Rejection rejection : rejections) {
            Lease lease = asked.get(rejection.index());
            renewed.remove(lease);
            // A result that was taken meanwhile ends the lease as well.
            if (held.remove(lease.token()) != null) {
                counters.add(Count.LEASES_LOST);
                LOG.warn("{} is lost: {} {}", lease, rejection.code(), rejection.message());
            }
        }
        counters.add(Count.LEASES_RENEWED, renewed.size());
        renewed.forEach(lease -> again(lease, 2));
    }

    private void again(Lease lease, int partOfItsTime) {
        queue.add(Due.after(lease, lease.leaseDuration().dividedBy(partOfItsTime)));
    }
}
