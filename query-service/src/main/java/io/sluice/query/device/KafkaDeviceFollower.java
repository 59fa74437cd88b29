package io.sluice.query.device;

import com.google.protobuf.InvalidProtocolBufferException;
import io.sluice.contracts.devices.DevicesTopic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.stereotype.Component;

/**
 * Follows the topic {@code devices} in this instance alone: all partitions, without a group, from
 * the beginning at each start.
 */
@Component
final class KafkaDeviceFollower implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(KafkaDeviceFollower.class);
    private static final Duration WAITS_FOR_RECORDS = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration STOPS = Duration.ofSeconds(5);

    private final ConsumerFactory<String, byte[]> consumers;
    private final KnownDevices known;
    private @Nullable Following following;

    KafkaDeviceFollower(ConsumerFactory<String, byte[]> consumers, KnownDevices known) {
        this.consumers = alone(consumers);
        this.known = known;
    }

    /**
     * Where the topic does not have the next record any more, because it was made anew, there is
     * nothing to go on with: everything is read again.
     */
    private static ConsumerFactory<String, byte[]> alone(
            ConsumerFactory<String, byte[]> consumers) {
        Map<String, Object> settings = new HashMap<>(consumers.getConfigurationProperties());
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return new DefaultKafkaConsumerFactory<>(settings);
    }

    @Override
    public synchronized void start() {
        if (following == null) {
            following = new Following();
        }
    }

    @Override
    public synchronized void stop() {
        if (following != null) {
            following.stop();
            following = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return following != null;
    }

    private void take(ConsumerRecord<String, byte[]> message) {
        if (message.value() == null) {
            if (message.key() != null) {
                known.remove(message.key());
            }
            return;
        }
        try {
            known.put(DeviceVersion.parse(message.key(), message.value()));
        } catch (InvalidProtocolBufferException e) {
            // The writer counts it.
            log.warn(
                    "{}-{}@{} can't be read: {}",
                    message.topic(),
                    message.partition(),
                    message.offset(),
                    e.toString());
        }
    }

    /** From one start to the next stop. */
    private final class Following {
        private final CountDownLatch stopped = new CountDownLatch(1);
        private final Thread thread =
                Thread.ofPlatform().daemon().name("follower-devices").start(this::run);
        private volatile @Nullable Consumer<String, byte[]> reading;

        void stop() {
            stopped.countDown();
            Consumer<String, byte[]> consumer = reading;
            if (consumer != null) {
                consumer.wakeup();
            }
            try {
                thread.join(STOPS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void run() {
            while (!isStopped(Duration.ZERO)) {
                try (Consumer<String, byte[]> consumer = consumers.createConsumer()) {
                    reading = consumer;
                    follow(consumer);
                } catch (WakeupException _) {
                    // Told to stop.
                } catch (KafkaException e) {
                    log.warn(
                            "topic {} is read from its beginning again: {}",
                            DevicesTopic.TOPIC.name(),
                            e.toString());
                    if (isStopped(PAUSE)) {
                        return;
                    }
                } finally {
                    reading = null;
                }
            }
        }

        private void follow(Consumer<String, byte[]> consumer) {
            List<TopicPartition> partitions = partitions(consumer);
            known.begin();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            boolean caughtUp = false;
            while (!isStopped(Duration.ZERO)) {
                consumer.poll(WAITS_FOR_RECORDS).forEach(KafkaDeviceFollower.this::take);
                if (!caughtUp && isAt(consumer, ends)) {
                    caughtUp = true;
                    known.caughtUp();
                    log.info("{} devices are known", known.size());
                }
            }
        }

        private List<TopicPartition> partitions(Consumer<String, byte[]> consumer) {
            String topic = DevicesTopic.TOPIC.name();
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(partition -> new TopicPartition(topic, partition.partition()))
                            .toList();
            if (partitions.isEmpty()) {
                throw new KafkaException("there is no topic " + topic + " yet");
            }
            return partitions;
        }

        private static boolean isAt(
                Consumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
            return ends.entrySet().stream()
                    .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
        }

        private boolean isStopped(Duration wait) {
            try {
                return stopped.await(wait.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return true;
            }
        }
    }
}
