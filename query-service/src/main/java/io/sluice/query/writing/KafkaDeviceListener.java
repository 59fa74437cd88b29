package io.sluice.query.writing;

import com.google.protobuf.InvalidProtocolBufferException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.query.device.DeviceVersion;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/** Brings the topic {@code devices} into the table {@code device}. */
final class KafkaDeviceListener {
    private static final Logger log = LoggerFactory.getLogger(KafkaDeviceListener.class);

    private final PostgresWriterOffsets offsets;
    private final PostgresDeviceTable table;
    private final TransactionTemplate transaction;
    private final Counter unreadable;

    KafkaDeviceListener(
            PostgresWriterOffsets offsets,
            PostgresDeviceTable table,
            TransactionTemplate transaction,
            MeterRegistry meters) {
        this.offsets = offsets;
        this.table = table;
        this.transaction = transaction;
        this.unreadable = meters.counter("sluice.devices.unreadable");
    }

    void write(List<ConsumerRecord<String, byte[]>> messages, TopicProgress progress) {
        Changes changes = new Changes();
        for (ConsumerRecord<String, byte[]> message : messages) {
            try {
                changes.add(message);
            } catch (InvalidProtocolBufferException e) {
                unreadable.increment();
                log.error(
                        "{}-{}@{} can't be read, the device stays as it was: {}",
                        message.topic(),
                        message.partition(),
                        message.offset(),
                        e.toString());
            }
        }
        transaction.executeWithoutResult(_ -> {
            offsets.advance(progress);
            table.remove(changes.removed);
            table.put(changes.put.values());
        });
    }

    /**
     * What some records come to: what was removed goes first, with its version, and then comes what
     * was registered after that. In the order of ids, so that no two writers wait for each other in
     * a circle.
     */
    private static final class Changes {
        private final TreeSet<String> removed = new TreeSet<>();
        private final TreeMap<String, DeviceVersion> put = new TreeMap<>();

        void add(ConsumerRecord<String, byte[]> message) throws InvalidProtocolBufferException {
            if (message.value() != null) {
                DeviceVersion state = DeviceVersion.parse(message.key(), message.value());
                put.merge(
                        message.key(),
                        state,
                        (known, other) -> other.version() >= known.version() ? other : known);
            } else if (message.key() != null) {
                removed.add(message.key());
                put.remove(message.key());
            }
        }
    }
}
