package io.sluice.coordinator.lease;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Counts what is handed out and what comes back: {@code sluice.tasks.wait} (from submission to the
 * first lease, by priority), {@code sluice.leases.granted}, {@code sluice.leases.reports} by what
 * became of them, {@code sluice.leases.ran.out}.
 */
@Component
class LeaseCounters {
    private final MeterRegistry meters;

    LeaseCounters(MeterRegistry meters) {
        this.meters = meters;
    }

    void granted(Iterable<Lease> leases) {
        for (Lease lease : leases) {
            meters.counter("sluice.leases.granted").increment();
            if (lease.attempt() == 1) {
                waited(lease.priority())
                        .record(Duration.between(lease.submittedAt(), lease.leasedAt()));
            }
        }
    }

    void reported(List<ReportVerdict> verdicts) {
        for (ReportVerdict verdict : verdicts) {
            String outcome =
                    switch (verdict) {
                        case ReportVerdict.Taken _ -> "taken";
                        case ReportVerdict.Refused refused -> refused.code().code();
                    };
            meters.counter("sluice.leases.reports", "outcome", outcome).increment();
        }
    }

    void ranOut(int count) {
        meters.counter("sluice.leases.ran.out").increment(count);
    }

    private Timer waited(int priority) {
        return Timer.builder("sluice.tasks.wait")
                .tag("priority", Integer.toString(priority))
                .publishPercentileHistogram()
                .register(meters);
    }
}
