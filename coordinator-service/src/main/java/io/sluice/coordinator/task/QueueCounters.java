package io.sluice.coordinator.task;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.springframework.stereotype.Component;

/** Counts what comes in: {@code sluice.tasks.submitted}, by what became of it. */
@Component
class QueueCounters {
    private static final String SUBMITTED = "sluice.tasks.submitted";
    private static final String OUTCOME = "outcome";

    private final MeterRegistry meters;

    QueueCounters(MeterRegistry meters) {
        this.meters = meters;
    }

    void submitted(List<Submission> submissions) {
        for (Submission submission : submissions) {
            String outcome =
                    switch (submission) {
                        case Submission.Queued _ -> "queued";
                        case Submission.Known _ -> "known";
                        case Submission.Refused refused -> refused.reason().code().code();
                    };
            meters.counter(SUBMITTED, OUTCOME, outcome).increment();
        }
    }
}
