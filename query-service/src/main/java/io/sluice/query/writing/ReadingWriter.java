package io.sluice.query.writing;

import io.sluice.contracts.readings.ReadingBatch;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes batches of readings, the books about them and how far the topic is written, all in one
 * transaction: whatever happens at any point, each reading is there once and counted once.
 */
final class ReadingWriter {
    private static final long MICROS_OF_DAY = 86_400_000_000L;

    private final PostgresSeriesIds seriesIds;
    private final TimePartitions partitions;
    private final PostgresReadingTable table;
    private final PostgresDeliveredMessages deliveredMessages;
    private final PostgresWriterOffsets offsets;
    private final PostgresSourceStreamCounts books;
    private final TransactionTemplate transaction;
    private final WriteWay way = new WriteWay();

    ReadingWriter(
            PostgresSeriesIds seriesIds,
            TimePartitions partitions,
            PostgresReadingTable table,
            PostgresDeliveredMessages deliveredMessages,
            PostgresWriterOffsets offsets,
            PostgresSourceStreamCounts books,
            TransactionTemplate transaction) {
        this.seriesIds = seriesIds;
        this.partitions = partitions;
        this.table = table;
        this.deliveredMessages = deliveredMessages;
        this.offsets = offsets;
        this.books = books;
        this.transaction = transaction;
    }

    /**
     * Writes batches in their order.
     *
     * @param progress the part of the topic that they are
     * @return what became of their readings
     */
    StreamCounts write(List<ReadingBatch> batches, TopicProgress progress) {
        try {
            return writeOnce(batches, progress);
        } catch (RuntimeException e) {
            // It may be another database than before: partitions dropped, a standby that took over.
            seriesIds.forget();
            partitions.forget();
            throw e;
        }
    }

    private StreamCounts writeOnce(List<ReadingBatch> batches, TopicProgress progress) {
        List<int[]> ids = seriesIds.idsOf(batches);
        partitions.ensure(daysOf(batches));
        if (way.isStraight()) {
            try {
                StreamCounts counts = transaction.execute(_ -> write(batches, ids, progress, true));
                way.straightWorked();
                return counts;
            } catch (DuplicateKeyException e) {
                way.straightFailed();
            }
        }
        return transaction.execute(_ -> write(batches, ids, progress, false));
    }

    private StreamCounts write(
            List<ReadingBatch> batches, List<int[]> ids, TopicProgress progress, boolean straight) {
        offsets.advance(progress);
        StreamCounts counts = new StreamCounts();
        Set<ReadingBatch> redelivered = deliveredMessages.redelivered(batches);
        RowBatch rows = rows(batches, ids, redelivered, counts);
        Occurrences occurrences = Occurrences.of(rows, counts);
        if (straight) {
            table.writeStraight(occurrences, counts);
        } else {
            way.stagedWorked(table.writeStaged(occurrences, counts) > 0);
        }
        books.add(counts);
        return counts;
    }

    private static RowBatch rows(
            List<ReadingBatch> batches,
            List<int[]> ids,
            Set<ReadingBatch> redelivered,
            StreamCounts counts) {
        RowBatch rows = new RowBatch(batches.stream().mapToInt(ReadingBatch::getValueCount).sum());
        for (int i = 0; i < batches.size(); i++) {
            ReadingBatch batch = batches.get(i);
            int stream = counts.indexOf(batch.getSourceStream());
            if (redelivered.contains(batch)) {
                counts.add(stream, StreamCounts.Fate.DUPLICATE, batch.getValueCount());
            } else {
                addRows(rows, batch, ids.get(i), stream);
            }
        }
        return rows;
    }

    private static void addRows(RowBatch rows, ReadingBatch batch, int[] seriesIds, int stream) {
        boolean ordinals = batch.getOrdinalCount() > 0;
        boolean qualities = batch.getQualityCount() > 0;
        long time = 0;
        for (int i = 0; i < batch.getValueCount(); i++) {
            time += batch.getTimeDelta(i);
            rows.add(
                    seriesIds[batch.getMetricIndex(i)],
                    time,
                    ordinals ? batch.getOrdinal(i) : 0,
                    batch.getValue(i),
                    qualities ? batch.getQuality(i) : 0,
                    stream);
        }
    }

    private static Set<LocalDate> daysOf(List<ReadingBatch> batches) {
        Set<LocalDate> days = new HashSet<>();
        long lastDay = Long.MIN_VALUE;
        for (ReadingBatch batch : batches) {
            long time = 0;
            for (int i = 0; i < batch.getTimeDeltaCount(); i++) {
                time += batch.getTimeDelta(i);
                long day = Math.floorDiv(time, MICROS_OF_DAY);
                if (day != lastDay) {
                    days.add(LocalDate.ofEpochDay(day));
                    lastDay = day;
                }
            }
        }
        return days;
    }
}
