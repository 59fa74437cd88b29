package io.sluice.coordinator.result;

import com.google.protobuf.InvalidProtocolBufferException;
import io.sluice.contracts.inferenceresults.InferenceResult;
import io.sluice.contracts.inferenceresults.InferenceResultsTopic;
import io.sluice.coordinator.problem.CoordinatorException;
import io.sluice.coordinator.problem.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.stereotype.Component;

/** Reads all partitions of the topic {@code inference-results}, without a group. */
@Component
final class KafkaLiveResults implements LiveResults {
    private static final Logger log = LoggerFactory.getLogger(KafkaLiveResults.class);
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final ConsumerFactory<String, byte[]> consumers;

    KafkaLiveResults(ConsumerFactory<String, byte[]> consumers) {
        this.consumers = consumers;
    }

    @Override
    public Reader open(Optional<TopicPlace> from) {
        Consumer<String, byte[]> consumer = newConsumer();
        try {
            return new TopicReader(consumer, from);
        } catch (KafkaException e) {
            consumer.close();
            throw unavailable(e);
        }
    }

    /** What it holds for a slow client is bounded: it fetches no more until that was taken. */
    private Consumer<String, byte[]> newConsumer() {
        Properties settings = new Properties();
        settings.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.setProperty(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        settings.setProperty(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "5000");
        settings.setProperty(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, "5000");
        settings.setProperty(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, "4194304");
        settings.setProperty(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, "1048576");
        settings.setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "100");
        return consumers.createConsumer(
                null, "live-results-", Integer.toString(NUMBER.incrementAndGet()), settings);
    }

    private static CoordinatorException unavailable(KafkaException e) {
        return new CoordinatorException(
                ErrorCode.KAFKA_UNAVAILABLE, "the topic of results can't be read for now", e);
    }

    /** One consumer's life. */
    private static final class TopicReader implements Reader {
        private final Consumer<String, byte[]> consumer;
        private final Map<Integer, Long> next = new HashMap<>();
        private final TopicPlace start;
        private boolean hasMissed;

        TopicReader(Consumer<String, byte[]> consumer, Optional<TopicPlace> from) {
            this.consumer = consumer;
            List<TopicPartition> partitions =
                    consumer.partitionsFor(InferenceResultsTopic.TOPIC.name()).stream()
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
            consumer.assign(partitions);
            // By this isolation the end is where the first open transaction begins.
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Map<TopicPartition, Long> beginnings =
                    from.isPresent() ? consumer.beginningOffsets(partitions) : Map.of();
            for (TopicPartition partition : partitions) {
                long end = ends.getOrDefault(partition, 0L);
                long begin = beginnings.getOrDefault(partition, 0L);
                long place = from.map(wanted -> placeIn(wanted, partition, begin, end)).orElse(end);
                consumer.seek(partition, place);
                next.put(partition.partition(), place);
            }
            start = TopicPlace.of(next);
        }

        /** A partition that was not there at the time, or was made anew, is read as a whole. */
        private long placeIn(TopicPlace wanted, TopicPartition partition, long begin, long end) {
            long asked = wanted.next().getOrDefault(partition.partition(), begin);
            if (asked < begin || asked > end) {
                hasMissed = true;
                return begin;
            }
            return asked;
        }

        @Override
        public TopicPlace start() {
            return start;
        }

        @Override
        public boolean hasMissed() {
            return hasMissed;
        }

        @Override
        public List<Arrival> poll(Duration longest) {
            List<Arrival> arrivals = new ArrayList<>();
            try {
                for (ConsumerRecord<String, byte[]> message : consumer.poll(longest)) {
                    next.put(message.partition(), message.offset() + 1);
                    arrivals.add(new Arrival(task(message), TopicPlace.of(next)));
                }
            } catch (WakeupException _) {
                log.debug("a live reader is woken");
            } catch (KafkaException e) {
                throw unavailable(e);
            }
            return arrivals;
        }

        private static Optional<FinishedTask> task(ConsumerRecord<String, byte[]> message) {
            try {
                return Optional.of(ResultMessages.task(InferenceResult.parseFrom(message.value())));
            } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
                log.warn(
                        "{}/{}/{} can't be read: {}",
                        message.topic(),
                        message.partition(),
                        message.offset(),
                        e.toString());
                return Optional.empty();
            }
        }

        @Override
        public void wake() {
            consumer.wakeup();
        }

        @Override
        public void close() {
            consumer.close();
        }
    }
}
