package io.sluice.ingestion.reading;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.ingestion.problem.ErrorCode;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Counts what became of messages, and notes each rejection in the log with where it came from. */
@Component
final class IntakeCounters {
    private static final Logger log = LoggerFactory.getLogger(IntakeCounters.class);

    private final MeterRegistry registry;

    IntakeCounters(MeterRegistry registry) {
        this.registry = registry;
    }

    void count(Message message, Outcome outcome) {
        counter("sluice.readings.accepted", "transport", transport(message))
                .increment(outcome.acceptedReadings());
        outcome.rejections()
                .forEach(rejection ->
                        rejected(rejection.flaw().code()).increment(rejection.readings()));
        int ignored = outcome.ignoredFields().values().stream().mapToInt(Integer::intValue).sum();
        if (ignored > 0) {
            counter("sluice.fields.ignored", "transport", transport(message)).increment(ignored);
        }
        if (!outcome.rejections().isEmpty()) {
            Rejection first = outcome.rejections().getFirst();
            log.info(
                    "rejected {} of {} readings of message {} of {} at {}; the first, item {}: {}:"
                            + " {}",
                    outcome.rejectedReadings(),
                    outcome.rejectedReadings() + outcome.acceptedReadings(),
                    message.origin().sequence(),
                    message.origin().sourceStream(),
                    message.origin().address(),
                    first.item(),
                    first.flaw().code().code(),
                    first.flaw().message());
        }
    }

    /** A message that was answered with a failure, and that its sender still has. */
    void countFailure(Message message, ErrorCode code) {
        counter("sluice.messages.failed", "code", code.code()).increment();
        log.debug(
                "message {} of {} failed: {}",
                message.origin().sequence(),
                message.origin().sourceStream(),
                code);
    }

    private Counter rejected(ErrorCode code) {
        return counter("sluice.readings.rejected", "code", code.code());
    }

    private Counter counter(String name, String tag, String value) {
        return registry.counter(name, tag, value);
    }

    private static String transport(Message message) {
        return message.origin().transport().name().toLowerCase(Locale.ROOT);
    }
}
