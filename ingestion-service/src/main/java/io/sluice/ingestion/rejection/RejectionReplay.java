package io.sluice.ingestion.rejection;

import io.sluice.contracts.rejections.RejectedReading;
import io.sluice.ingestion.connection.MqttStatusListener;
import io.sluice.ingestion.problem.IngestionException;
import io.sluice.ingestion.reading.Message;
import io.sluice.ingestion.reading.Origin;
import io.sluice.ingestion.reading.Outcome;
import io.sluice.ingestion.reading.ReadingIntake;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Feeds rejections to the intake again, after what was wrong is mended: a device is registered, a
 * clock has been overtaken. Readings keep the time at which they arrived first, so that feeding
 * them twice stores them once. What is rejected again is a new rejection.
 */
@Component
final class RejectionReplay {
    private final KafkaRejections rejections;
    private final ReadingIntake intake;
    private final InstantSource clock;

    RejectionReplay(KafkaRejections rejections, ReadingIntake intake, InstantSource clock) {
        this.rejections = rejections;
        this.intake = intake;
        this.clock = clock;
    }

    /**
     * What became of a replay.
     *
     * @param matched how many rejections were looked at that match
     * @param accepted how many readings were taken now
     * @param rejected how many readings still can't be taken
     * @param skipped how many rejections can't be fed: only the first part of their bytes is kept,
     *     or they are no readings but the status of a device or a record of Kafka
     * @param next where to go on when there may be more that match; null at the end
     */
    record Result(int matched, int accepted, int rejected, int skipped, @Nullable String next) {}

    /**
     * Feeds what matches, in the order of the topic, at most {@code limit} rejections. What still
     * can't be taken stays where it is; what is taken stays there too, and is recognised when it is
     * fed again.
     *
     * @param after the last rejection of the part before; null to begin with the oldest
     * @throws IngestionException if Kafka or the database does not answer; what was fed before
     *     stays
     */
    Result replay(RejectionFilter filter, int limit, @Nullable RejectionId after) {
        Run run = new Run(filter, limit);
        rejections.visitAll(after, run::visit);
        return run.result();
    }

    private final class Run {
        private final RejectionFilter filter;
        private final int limit;
        private final String sourceStream =
                "replay:" + UUID.randomUUID().toString().substring(0, 8);
        private int matched;
        private int accepted;
        private int rejected;
        private int skipped;
        private @Nullable RejectionId next;

        Run(RejectionFilter filter, int limit) {
            this.filter = filter;
            this.limit = limit;
        }

        boolean visit(RejectionId id, RejectedReading rejection) {
            if (filter.matches(rejection.getCode(), rejection.getDeviceId())) {
                matched++;
                if (isReadings(rejection)) {
                    feed(rejection);
                } else {
                    skipped++;
                }
            }
            if (matched < limit) {
                return true;
            }
            next = id;
            return false;
        }

        private static boolean isReadings(RejectedReading rejection) {
            return !rejection.getRawCut()
                    && switch (rejection.getTransport()) {
                        case HTTP -> true;
                        case MQTT -> !MqttStatusListener.isStatusTopic(rejection.getAddress());
                        case KAFKA, TRANSPORT_UNSPECIFIED, UNRECOGNIZED -> false;
                    };
        }

        private void feed(RejectedReading rejection) {
            try {
                Outcome outcome = intake.take(message(rejection)).join();
                accepted += outcome.acceptedReadings();
                rejected += outcome.rejectedReadings();
            } catch (CompletionException e) {
                IngestionException reason = IngestionException.of(e);
                rejected +=
                        switch (reason.code().blame()) {
                            case CLIENT, SERVER -> rejection.getReadings();
                            case CAPACITY, UPSTREAM -> throw reason;
                        };
            }
        }

        private Message message(RejectedReading rejection) {
            Origin origin =
                    new Origin(
                            transport(rejection),
                            rejection.getAddress(),
                            sourceStream,
                            matched - 1L);
            return new Message(
                    rejection.getRaw().toByteArray(),
                    rejection.getContentType(),
                    origin,
                    Instant.EPOCH.plus(rejection.getReceivedAt(), ChronoUnit.MICROS),
                    clock.instant().truncatedTo(ChronoUnit.MICROS),
                    rejection.getDeviceId().isEmpty() ? null : rejection.getDeviceId(),
                    null,
                    false,
                    rejection.getOrdinalMap());
        }

        private static Origin.Transport transport(RejectedReading rejection) {
            return rejection.getTransport() == RejectedReading.Transport.MQTT
                    ? Origin.Transport.MQTT
                    : Origin.Transport.HTTP;
        }

        Result result() {
            return new Result(
                    matched, accepted, rejected, skipped, next == null ? null : next.toString());
        }
    }
}
