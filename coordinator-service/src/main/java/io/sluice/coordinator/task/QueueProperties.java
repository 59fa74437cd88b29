package io.sluice.coordinator.task;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The queue.
 *
 * @param bound the most tasks that wait
 * @param boundPerModel the most that wait for one model
 * @param ageing how much older a task must be than one of the next more urgent priority to go first
 * @param largestPayload the most bytes of a payload
 * @param mostInFlight the most memory of tasks that are being written on one replica
 * @param finishedKept how long a finished task can be asked for
 */
@ConfigurationProperties("sluice.queue")
public record QueueProperties(
        @DefaultValue("500000") int bound,
        @DefaultValue("200000") int boundPerModel,
        @DefaultValue("1m") Duration ageing,
        @DefaultValue("256KB") DataSize largestPayload,
        @DefaultValue("64MB") DataSize mostInFlight,
        @DefaultValue("3d") Duration finishedKept) {
    public QueueProperties {
        if (bound < 1 || boundPerModel < 1 || boundPerModel > bound) {
            throw new IllegalArgumentException(
                    "sluice.queue: 1 <= bound-per-model "
                            + boundPerModel
                            + " <= bound "
                            + bound
                            + " does not hold");
        }
        if (ageing.isNegative() || !finishedKept.isPositive()) {
            throw new IllegalArgumentException(
                    "sluice.queue: ageing " + ageing + " or finished-kept " + finishedKept);
        }
    }
}
