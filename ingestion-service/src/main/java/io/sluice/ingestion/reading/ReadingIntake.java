package io.sluice.ingestion.reading;

import io.sluice.ingestion.device.DeviceAdmission;
import io.sluice.ingestion.payload.Flaw;
import io.sluice.ingestion.payload.PayloadFormat;
import io.sluice.ingestion.payload.PayloadFormats;
import io.sluice.ingestion.payload.PayloadItem;
import io.sluice.ingestion.problem.ErrorCode;
import io.sluice.ingestion.problem.IngestionException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/**
 * Takes messages, whichever way they come: reads them, decides what of them is taken, and makes
 * that durable.
 */
@Service
public final class ReadingIntake {
    private static final Logger log = LoggerFactory.getLogger(ReadingIntake.class);

    private final DeviceAdmission admission;
    private final DeviceRateLimits rateLimits;
    private final ReadingPublisher publisher;
    private final IntakeCounters counters;
    private final ReadingScreening screening;
    private final int maxReadings;

    ReadingIntake(
            DeviceAdmission admission,
            DeviceRateLimits rateLimits,
            ReadingPublisher publisher,
            IntakeCounters counters,
            IntakeProperties properties) {
        this.admission = admission;
        this.rateLimits = rateLimits;
        this.publisher = publisher;
        this.counters = counters;
        this.screening = new ReadingScreening(properties.screeningLimits());
        this.maxReadings = properties.maxReadings();
    }

    /**
     * Takes a message.
     *
     * @return completed when all that is taken, and all that is not, is durable; or failed with an
     *     {@link IngestionException}: the message as a whole is refused (its rejection is durable
     *     then), or it could not be made durable (blame {@code upstream} or {@code capacity}: the
     *     sender must keep it)
     */
    public CompletableFuture<Outcome> take(Message message) {
        try {
            PayloadFormat format = PayloadFormats.of(message.contentType(), message.payload());
            List<PayloadItem> items = format.read(message.payload(), maxReadings);
            Outcome outcome = screening.screen(message, format, items, standings(message, items));
            return publish(
                    message, message.indivisible() ? wholeOrNothing(message, outcome) : outcome);
        } catch (IngestionException e) {
            return refuse(message, e);
        } catch (RuntimeException e) {
            log.error(
                    "message {} of {} can't be taken",
                    message.origin().sequence(),
                    message.origin().sourceStream(),
                    e);
            return refuse(message, IngestionException.of(e));
        }
    }

    /**
     * Refuses a message as a whole, and keeps it as rejected if that is the sender's matter.
     *
     * @return failed with the reason when that is durable
     */
    public CompletableFuture<Outcome> refuse(Message message, IngestionException reason) {
        if (message.isFedAgain()) {
            return CompletableFuture.failedFuture(reason);
        }
        return switch (reason.code().blame()) {
            case CLIENT, SERVER -> {
                Flaw flaw = new Flaw(reason.code(), reason.getMessage());
                yield publish(message, onlyRejected(message, flaw, message.deviceId(), 1))
                        .thenCompose(_ -> CompletableFuture.failedFuture(reason));
            }
            case CAPACITY, UPSTREAM -> {
                counters.countFailure(message, reason.code());
                yield CompletableFuture.failedFuture(reason);
            }
        };
    }

    private DeviceStandings standings(Message message, List<PayloadItem> items) {
        Map<String, Integer> readings = new HashMap<>();
        for (PayloadItem item : items) {
            ItemRules.deviceOf(message, item)
                    .ifPresent(device -> readings.merge(device, item.readings(), Integer::sum));
        }
        Set<String> admitted = admission.admit(readings.keySet());
        readings.keySet().retainAll(admitted);
        return new DeviceStandings(admitted, rateLimits.overLimit(readings), rateLimits.limit());
    }

    private CompletableFuture<Outcome> publish(Message message, Outcome outcome) {
        if (message.origin().transport() == Origin.Transport.HTTP && isAllOverLimit(outcome)) {
            // The sender is told, and still has it. Over MQTT there is no such answer: it is kept.
            return refuse(
                    message,
                    new IngestionException(
                            ErrorCode.RATE_LIMITED,
                            outcome.rejections().getFirst().flaw().message()));
        }
        // What is rejected once more is on the topic of the rejected already.
        Outcome news = message.isFedAgain() ? outcome.onlyAccepted() : outcome;
        return publisher
                .publish(message, news)
                .handle((_, failure) -> {
                    if (failure == null) {
                        counters.count(message, news);
                        return outcome;
                    }
                    IngestionException reason = IngestionException.of(failure);
                    counters.countFailure(message, reason.code());
                    throw reason;
                });
    }

    private static boolean isAllOverLimit(Outcome outcome) {
        return outcome.isNothingAccepted()
                && !outcome.rejections().isEmpty()
                && outcome.rejections().stream()
                        .allMatch(rejection -> rejection.flaw().code() == ErrorCode.RATE_LIMITED);
    }

    private static Outcome wholeOrNothing(Message message, Outcome outcome) {
        if (outcome.rejections().isEmpty()) {
            return outcome;
        }
        Rejection first = outcome.rejections().getFirst();
        int readings = outcome.acceptedReadings() + outcome.rejectedReadings();
        return onlyRejected(message, first.flaw(), first.deviceId(), readings);
    }

    private static Outcome onlyRejected(
            Message message, Flaw flaw, @Nullable String deviceId, int readings) {
        Rejection rejection =
                new Rejection(
                        flaw,
                        Rejection.WHOLE_MESSAGE,
                        deviceId,
                        readings,
                        message.payload(),
                        Map.of());
        return new Outcome(List.of(), 0, List.of(rejection), Map.of());
    }
}
