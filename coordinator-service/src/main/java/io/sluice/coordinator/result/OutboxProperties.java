package io.sluice.coordinator.result;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The way of results from the database to the topic.
 *
 * @param enabled whether this replica takes part
 * @param transactionalId by which Kafka ends a relay that was replaced; the same for all replicas,
 *     and for nobody else
 * @param group the consumer group whose offset is the number of the last batch; for nobody else
 * @param batchTasks how many tasks go in one transaction at most
 * @param batchSize how much output goes in one transaction, about
 * @param interval how often the outbox is looked at without a signal
 * @param pause between two transactions at least, unless there is enough for a whole one
 * @param patience how long a result may wait before the health of the service is down
 */
@Validated
@ConfigurationProperties("sluice.outbox")
record OutboxProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("sluice-coordinator-outbox") @NotBlank String transactionalId,
        @DefaultValue("sluice-coordinator-outbox") @NotBlank String group,
        @DefaultValue("500") @Min(1) @Max(10_000) int batchTasks,
        @DefaultValue("8MB") DataSize batchSize,
        @DefaultValue("250ms") Duration interval,
        @DefaultValue("20ms") Duration pause,
        @DefaultValue("1m") Duration patience) {
    private static final DataSize LARGEST = DataSize.ofMegabytes(24);

    OutboxProperties {
        if (batchSize.toBytes() < 1 || batchSize.compareTo(LARGEST) > 0) {
            throw new IllegalArgumentException(
                    "sluice.outbox.batch-size " + batchSize + " is not between 1 B and 24 MB");
        }
        check("interval", interval, Duration.ofMillis(10), Duration.ofSeconds(10));
        check("pause", pause, Duration.ZERO, Duration.ofSeconds(10));
        check("patience", patience, Duration.ofSeconds(1), Duration.ofDays(1));
    }

    private static void check(String name, Duration value, Duration shortest, Duration longest) {
        if (value.compareTo(shortest) < 0 || value.compareTo(longest) > 0) {
            throw new IllegalArgumentException(
                    "sluice.outbox."
                            + name
                            + " "
                            + value
                            + " is not between "
                            + shortest
                            + " and "
                            + longest);
        }
    }
}
