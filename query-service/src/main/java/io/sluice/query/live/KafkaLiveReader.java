package io.sluice.query.live;

import com.google.protobuf.InvalidProtocolBufferException;
import io.sluice.contracts.readings.ReadingBatch;
import io.sluice.contracts.readings.ReadingsTopic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.stereotype.Component;

/**
 * Reads all partitions of the topic {@code readings} from their ends, without a group: every
 * instance reads everything, as long as it has live sessions.
 */
@Component
final class KafkaLiveReader implements LiveTopic {
    private static final Logger log = LoggerFactory.getLogger(KafkaLiveReader.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final ConsumerFactory<String, byte[]> consumers;
    private @Nullable Reading reading;

    KafkaLiveReader(ConsumerFactory<String, byte[]> consumers) {
        this.consumers = consumers;
    }

    @Override
    public synchronized void start(Listener listener) {
        reading = new Reading(listener);
        Thread.ofPlatform().daemon().name("live-reader").start(reading);
    }

    @Override
    public synchronized void stop() {
        if (reading != null) {
            reading.stop();
            reading = null;
        }
    }

    @Override
    public synchronized Optional<Map<Integer, Long>> positions() {
        return reading == null ? Optional.empty() : Optional.ofNullable(reading.positions);
    }

    /** From a start to a stop. */
    private final class Reading implements Runnable {
        private final Listener listener;
        private final CountDownLatch stopped = new CountDownLatch(1);
        private volatile @Nullable Consumer<String, byte[]> consumer;
        private volatile @Nullable Map<Integer, Long> positions;

        Reading(Listener listener) {
            this.listener = listener;
        }

        void stop() {
            stopped.countDown();
            Consumer<String, byte[]> current = consumer;
            if (current != null) {
                current.wakeup();
            }
        }

        private boolean isStopped() {
            return stopped.getCount() == 0;
        }

        @Override
        public void run() {
            while (!isStopped()) {
                try (Consumer<String, byte[]> current = newConsumer()) {
                    consumer = current;
                    read(current);
                } catch (WakeupException _) {
                    // It is stopped.
                } catch (KafkaException e) {
                    log.warn("live sessions get no readings for now; trying again", e);
                } finally {
                    consumer = null;
                    positions = null;
                }
                listener.missed();
                pause();
            }
        }

        private void pause() {
            try {
                stopped.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException _) {
                stopped.countDown();
            }
        }

        private void read(Consumer<String, byte[]> current) {
            List<TopicPartition> partitions =
                    current.partitionsFor(ReadingsTopic.TOPIC.name()).stream()
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
            if (partitions.isEmpty()) {
                return;
            }
            current.assign(partitions);
            current.seekToEnd(partitions);
            Map<Integer, Long> reached = new HashMap<>();
            partitions.forEach(
                    partition -> reached.put(partition.partition(), current.position(partition)));
            positions = Map.copyOf(reached);
            while (!isStopped()) {
                ConsumerRecords<String, byte[]> records = current.poll(POLL);
                for (TopicPartition partition : records.partitions()) {
                    reached.put(partition.partition(), current.position(partition));
                }
                // Before they are given away: who comes meanwhile may miss some of them.
                positions = Map.copyOf(reached);
                records.forEach(this::give);
            }
        }

        private void give(ConsumerRecord<String, byte[]> message) {
            if (message.key() == null || !listener.wants(message.key())) {
                return;
            }
            try {
                listener.take(
                        ReadingBatch.parseFrom(message.value()),
                        message.partition(),
                        message.offset());
            } catch (InvalidProtocolBufferException e) {
                // The writer rejects it, with a log line and a counter.
                log.debug("{}/{} can't be read", message.partition(), message.offset(), e);
            }
        }
    }

    private Consumer<String, byte[]> newConsumer() {
        Properties settings = new Properties();
        settings.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        settings.setProperty(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        settings.setProperty(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, "1");
        return consumers.createConsumer(
                null, "live-", Integer.toString(NUMBER.incrementAndGet()), settings);
    }
}
