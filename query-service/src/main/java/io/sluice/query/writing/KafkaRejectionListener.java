package io.sluice.query.writing;

import com.google.protobuf.InvalidProtocolBufferException;
import io.sluice.contracts.rejections.RejectedReading;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/** Brings the topic {@code readings-rejected} into the books. */
final class KafkaRejectionListener {
    private static final Logger log = LoggerFactory.getLogger(KafkaRejectionListener.class);

    private final PostgresWriterOffsets offsets;
    private final PostgresSourceStreamCounts books;
    private final TransactionTemplate transaction;

    KafkaRejectionListener(
            PostgresWriterOffsets offsets,
            PostgresSourceStreamCounts books,
            TransactionTemplate transaction) {
        this.offsets = offsets;
        this.books = books;
        this.transaction = transaction;
    }

    void write(List<ConsumerRecord<String, byte[]>> messages, TopicProgress progress) {
        StreamCounts counts = new StreamCounts();
        for (ConsumerRecord<String, byte[]> message : messages) {
            try {
                RejectedReading rejected = RejectedReading.parseFrom(message.value());
                counts.add(
                        counts.indexOf(rejected.getSourceStream()),
                        StreamCounts.Fate.REJECTED,
                        rejected.getReadings());
            } catch (InvalidProtocolBufferException e) {
                log.error(
                        "{}-{}@{} can't be counted",
                        message.topic(),
                        message.partition(),
                        message.offset(),
                        e);
            }
        }
        transaction.executeWithoutResult(_ -> {
            offsets.advance(progress);
            books.add(counts);
        });
    }
}
