package io.sluice.worker;

import java.time.Duration;

/**
 * How long a worker waits for what.
 *
 * @param poll for tasks, at the coordinator
 * @param request for the answer to any other request
 * @param stall for the next bytes of a model
 * @param reference for a payload that is given by reference
 * @param retryFrom before it tries again for the first time; then longer each time
 * @param retryTo before it tries again, at most
 * @param heartbeat between two, until the coordinator says how long
 * @param drain for running tasks and unsent results when it is closed
 */
public record WorkerTimes(
        Duration poll,
        Duration request,
        Duration stall,
        Duration reference,
        Duration retryFrom,
        Duration retryTo,
        Duration heartbeat,
        Duration drain) {
    public static final WorkerTimes DEFAULT =
            new WorkerTimes(
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(10),
                    Duration.ofMillis(200),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(30));

    public WorkerTimes {
        if (retryFrom.isNegative() || retryFrom.isZero() || retryTo.compareTo(retryFrom) < 0) {
            throw new IllegalArgumentException(
                    "retries begin after " + retryFrom + " and end at " + retryTo);
        }
    }
}
