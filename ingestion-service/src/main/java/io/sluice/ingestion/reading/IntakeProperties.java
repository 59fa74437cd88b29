package io.sluice.ingestion.reading;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What the intake takes, and how much of it at once.
 *
 * @param maxPayload the largest message, as it comes and after decoding
 * @param maxReadings the most readings of one message
 * @param maxMetrics the most metrics of one item
 * @param maxAhead an event time further ahead of now is not believed
 * @param suspectAhead an event time further ahead of now is marked
 * @param lateAfter a reading that arrives later after its event time is marked
 * @param inFlight the most bytes of messages that Kafka has not acknowledged yet; at least two
 *     largest messages
 * @param placeWithin how long a request waits for its place among them
 * @param answerWithin how long a request waits for Kafka
 */
@Validated
@ConfigurationProperties("sluice.intake")
record IntakeProperties(
        @DefaultValue("10MB") DataSize maxPayload,
        @DefaultValue("100000") @Min(1) int maxReadings,
        @DefaultValue("256") @Min(1) int maxMetrics,
        @DefaultValue("24h") Duration maxAhead,
        @DefaultValue("5m") Duration suspectAhead,
        @DefaultValue("1h") Duration lateAfter,
        @DefaultValue("64MB") DataSize inFlight,
        @DefaultValue("250ms") Duration placeWithin,
        @DefaultValue("1500ms") Duration answerWithin) {
    IntakeProperties {
        if (inFlight.toBytes() < 2 * maxPayload.toBytes()
                || inFlight.toBytes() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "sluice.intake.in-flight "
                            + inFlight
                            + " is not between twice sluice.intake.max-payload ("
                            + maxPayload
                            + ") and 2 GB");
        }
    }

    ScreeningLimits screeningLimits() {
        return new ScreeningLimits(maxMetrics, maxAhead, suspectAhead, lateAfter);
    }
}
