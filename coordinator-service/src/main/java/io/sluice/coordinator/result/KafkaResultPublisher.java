package io.sluice.coordinator.result;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.contracts.inferenceresults.InferenceResult;
import io.sluice.contracts.inferenceresults.InferenceResultsTopic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.stereotype.Component;

/**
 * Writes the topic {@code inference-results} in transactions. The number of a batch is committed
 * with it, as the offset of a consumer group that nobody is in, for the first partition.
 */
@Component
final class KafkaResultPublisher implements ResultPublisher {
    private static final Logger log = LoggerFactory.getLogger(KafkaResultPublisher.class);
    private static final TopicPartition COUNTED =
            new TopicPartition(InferenceResultsTopic.TOPIC.name(), 0);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration CLOSING = Duration.ofSeconds(1);

    /** The topic takes messages of 1.5 MiB with what surrounds them. */
    static final int LARGEST = 1_536 * 1_024;

    private static final int ROOM = 16 * 1_024;

    private final ProducerFactory<String, byte[]> producers;
    private final ConsumerFactory<String, byte[]> consumers;
    private final OutboxProperties properties;
    private final Counter published;
    private final Counter tooLarge;

    KafkaResultPublisher(
            ProducerFactory<String, byte[]> producers,
            ConsumerFactory<String, byte[]> consumers,
            OutboxProperties properties,
            MeterRegistry meters) {
        this.producers = producers;
        this.consumers = consumers;
        this.properties = properties;
        this.published = meters.counter("sluice.outbox.published");
        this.tooLarge = meters.counter("sluice.outbox.too.large");
    }

    @Override
    public Writer begin() {
        Producer<String, byte[]> producer = new KafkaProducer<>(producerSettings());
        try {
            producer.initTransactions();
            return writer(producer);
        } catch (RuntimeException e) {
            producer.close(CLOSING);
            throw e;
        }
    }

    /**
     * Waits for transactions that are being completed, because it reads committed offsets alone.
     */
    private Writer writer(Producer<String, byte[]> producer) {
        Properties settings = new Properties();
        settings.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.setProperty(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        try (Consumer<String, byte[]> consumer =
                consumers.createConsumer(properties.group(), "outbox", "", settings)) {
            OffsetAndMetadata offset = consumer.committed(Set.of(COUNTED), PATIENCE).get(COUNTED);
            return new TransactionalWriter(
                    producer, consumer.groupMetadata(), offset == null ? 0 : offset.offset());
        }
    }

    /** Short times: a relay that is held up is better replaced, and begins anew. */
    private Map<String, Object> producerSettings() {
        Map<String, Object> settings = new HashMap<>(producers.getConfigurationProperties());
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, properties.transactionalId());
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "outbox");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "5000");
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "4000");
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "8000");
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, "20000");
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(2 * LARGEST));
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, Integer.toString(128 * 1_024));
        return settings;
    }

    /** One producer's life. */
    private final class TransactionalWriter implements Writer {
        private final Producer<String, byte[]> producer;
        private final ConsumerGroupMetadata group;
        private final long lastBatch;

        TransactionalWriter(
                Producer<String, byte[]> producer, ConsumerGroupMetadata group, long lastBatch) {
            this.producer = producer;
            this.group = group;
            this.lastBatch = lastBatch;
        }

        @Override
        public long lastBatch() {
            return lastBatch;
        }

        @Override
        public void publish(long batch, List<FinishedTask> tasks) {
            producer.beginTransaction();
            for (FinishedTask task : tasks) {
                // What fails here fails the commit as well.
                var _ = producer.send(record(task));
            }
            producer.sendOffsetsToTransaction(Map.of(COUNTED, new OffsetAndMetadata(batch)), group);
            producer.commitTransaction();
            published.increment(tasks.size());
        }

        @Override
        public void close() {
            producer.close(CLOSING);
        }
    }

    private ProducerRecord<String, byte[]> record(FinishedTask task) {
        InferenceResult message = ResultMessages.message(task);
        if (message.getSerializedSize() > LARGEST - ROOM) {
            message = withoutOutput(task, message);
        }
        return new ProducerRecord<>(
                InferenceResultsTopic.TOPIC.name(),
                ResultMessages.key(task),
                message.toByteArray());
    }

    /** One that does not fit must not hold up all others for ever. */
    private InferenceResult withoutOutput(FinishedTask task, InferenceResult message) {
        log.warn(
                "the result of task {} has {} bytes, more than the topic takes ({}): its output is"
                        + " left out there",
                task.taskId(),
                message.getSerializedSize(),
                LARGEST);
        tooLarge.increment();
        return message.toBuilder()
                .clearOutput()
                .setError("the output does not fit into a message; ask for the task")
                .build();
    }
}
