package io.sluice.query.writing;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The writer.
 *
 * @param enabled false for an instance that answers queries alone
 * @param threads how many partitions of the topic are written side by side, each over a connection
 *     of its own
 * @param batch about how much of the topic one transaction writes
 * @param messagesRemembered how long messages with an idempotency key are recognised when they come
 *     again
 * @param streamsRemembered how long a source stream that is silent has books of its own
 * @param topicReplicas how many brokers hold each partition of a topic that is made here
 */
@Validated
@ConfigurationProperties("sluice.writer")
record WriterProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("2") @Min(1) @Max(32) int threads,
        @DefaultValue("512KB") DataSize batch,
        @DefaultValue("7d") Duration messagesRemembered,
        @DefaultValue("1d") Duration streamsRemembered,
        @DefaultValue("1") @Min(1) int topicReplicas) {}
