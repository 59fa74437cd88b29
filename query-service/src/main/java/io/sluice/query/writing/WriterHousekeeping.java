package io.sluice.query.writing;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * What is to be done now and then: partitions made ahead, old books folded, old messages forgotten.
 */
final class WriterHousekeeping {
    private static final Logger log = LoggerFactory.getLogger(WriterHousekeeping.class);

    private final TimePartitions partitions;
    private final PostgresDeliveredMessages deliveredMessages;
    private final PostgresSourceStreamCounts counts;
    private final WriterProperties properties;

    WriterHousekeeping(
            TimePartitions partitions,
            PostgresDeliveredMessages deliveredMessages,
            PostgresSourceStreamCounts counts,
            WriterProperties properties) {
        this.partitions = partitions;
        this.deliveredMessages = deliveredMessages;
        this.counts = counts;
        this.properties = properties;
    }

    /** At the start and every hour. */
    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.HOURS)
    void keepHouse() {
        partitions.makeAhead();
        int folded = counts.fold(properties.streamsRemembered());
        int forgotten = deliveredMessages.forget(properties.messagesRemembered());
        log.info("kept house: {} source streams folded, {} messages forgotten", folded, forgotten);
    }
}
