package io.sluice.ingestion.reading;

import io.sluice.contracts.readings.QualityFlag;
import io.sluice.ingestion.device.DeviceId;
import io.sluice.ingestion.payload.Flaw;
import io.sluice.ingestion.payload.Measurement;
import io.sluice.ingestion.payload.PayloadFormat;
import io.sluice.ingestion.payload.PayloadItem;
import io.sluice.ingestion.payload.Shown;
import io.sluice.ingestion.problem.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Decides, item by item, what of a message is taken and what is not, and why. Does nothing else.
 */
final class ReadingScreening {
    private final ItemRules rules;
    private final long suspectAheadMicros;
    private final long lateAfterMicros;

    ReadingScreening(ScreeningLimits limits) {
        this.rules = new ItemRules(limits);
        this.suspectAheadMicros = micros(limits.suspectAhead());
        this.lateAfterMicros = micros(limits.lateAfter());
    }

    /**
     * @param items what the message says
     * @param devices what is known of the devices that are named
     */
    Outcome screen(
            Message message,
            PayloadFormat format,
            List<PayloadItem> items,
            DeviceStandings devices) {
        Screen screen = new Screen(message, format, devices);
        items.forEach(screen::take);
        return screen.outcome();
    }

    private static long micros(Duration duration) {
        return duration.dividedBy(ChronoUnit.MICROS.getDuration());
    }

    /** One message on its way through. */
    private final class Screen {
        private final Message message;
        private final PayloadFormat format;
        private final DeviceStandings devices;
        private final long receivedAt;
        private final Map<String, DeviceScreen> accepted = new LinkedHashMap<>();
        private final List<Rejection> rejections = new ArrayList<>();
        private final Map<String, Integer> ignoredFields = new TreeMap<>();
        private final Map<String, Map<String, Ordinals>> ordinals = new HashMap<>();
        private int[] itemOrdinals = new int[8];
        private int acceptedItems;

        Screen(Message message, PayloadFormat format, DeviceStandings devices) {
            this.message = message;
            this.format = format;
            this.devices = devices;
            this.receivedAt = ChronoUnit.MICROS.between(Instant.EPOCH, message.receivedAt());
        }

        void take(PayloadItem item) {
            item.ignoredFields().forEach(field -> ignoredFields.merge(field, 1, Integer::sum));
            Optional<String> device = ItemRules.deviceOf(message, item);
            assignOrdinals(item, device);
            Optional<Flaw> flaw = rules.flawOf(message, item, devices);
            if (flaw.isPresent()) {
                reject(item, flaw.get(), item.readings());
                return;
            }
            item.flaws().forEach(one -> reject(item, one, 1));
            boolean any = false;
            for (int place = 0; place < item.measurements().size(); place++) {
                any |= take(item, device.orElseThrow(), place);
            }
            acceptedItems += any ? 1 : 0;
        }

        /** Also for what will be rejected: it has its place in the message when it is fed again. */
        private void assignOrdinals(PayloadItem item, Optional<String> device) {
            List<Measurement> measurements = item.measurements();
            if (itemOrdinals.length < measurements.size()) {
                itemOrdinals = new int[measurements.size()];
            }
            if (item.flaw() != null || device.isEmpty()) {
                Arrays.fill(itemOrdinals, 0);
                return;
            }
            Map<String, Ordinals> its =
                    ordinals.computeIfAbsent(device.get(), _ -> new HashMap<>());
            for (int place = 0; place < measurements.size(); place++) {
                String metric = measurements.get(place).metric();
                itemOrdinals[place] =
                        message.firstOrdinal(metric)
                                + its.computeIfAbsent(metric, _ -> new Ordinals())
                                        .next(item.timeAfter(receivedAt));
            }
        }

        private boolean take(PayloadItem item, String device, int place) {
            Measurement measurement = item.measurements().get(place);
            String metric = measurement.metric();
            if (!MetricName.isValid(metric)) {
                reject(
                        item,
                        new Flaw(
                                ErrorCode.INVALID_METRIC_NAME,
                                "metric name '"
                                        + Shown.cut(metric)
                                        + "' does not match "
                                        + MetricName.PATTERN),
                        1);
                return false;
            }
            if (itemOrdinals[place] > Reading.MAX_ORDINAL) {
                reject(
                        item,
                        new Flaw(
                                ErrorCode.TOO_MANY_AT_ONE_TIME,
                                "more than "
                                        + (Reading.MAX_ORDINAL + 1)
                                        + " readings of '"
                                        + metric
                                        + "' at one time"),
                        1);
                return false;
            }
            long time = item.timeAfter(receivedAt);
            DeviceScreen screen = accepted.computeIfAbsent(device, _ -> new DeviceScreen());
            screen.timedOnArrival |= item.fromArrival();
            screen.readings.add(
                    new Reading(
                            metric,
                            Reading.unitOrNull(measurement.unit()),
                            time,
                            itemOrdinals[place],
                            measurement.value(),
                            quality(time)));
            return true;
        }

        private int quality(long time) {
            long ahead = time - receivedAt;
            return (message.isFedAgain() ? QualityFlag.BACKFILLED.bit() : 0)
                    | (ahead > suspectAheadMicros ? QualityFlag.CLOCK_SUSPECT.bit() : 0)
                    | (-ahead > lateAfterMicros ? QualityFlag.LATE.bit() : 0);
        }

        private void reject(PayloadItem item, Flaw flaw, int readings) {
            rejections.add(
                    new Rejection(
                            flaw,
                            item.index(),
                            ItemRules.deviceOf(message, item)
                                    .filter(DeviceId::isValid)
                                    .orElse(null),
                            readings,
                            format.rawOf(message.payload(), item),
                            ordinalsOf(item)));
        }

        private Map<String, Integer> ordinalsOf(PayloadItem item) {
            Map<String, Integer> places = new HashMap<>();
            for (int place = 0; place < item.measurements().size(); place++) {
                if (itemOrdinals[place] > 0) {
                    places.putIfAbsent(
                            item.measurements().get(place).metric(), itemOrdinals[place]);
                }
            }
            return places;
        }

        Outcome outcome() {
            List<DeviceReadings> taken = new ArrayList<>(accepted.size());
            accepted.forEach((device, screen) ->
                    taken.add(new DeviceReadings(device, screen.readings, screen.timedOnArrival)));
            return new Outcome(taken, acceptedItems, rejections, ignoredFields);
        }
    }

    /** What is taken of one device so far. */
    private static final class DeviceScreen {
        private final List<Reading> readings = new ArrayList<>();
        private boolean timedOnArrival;
    }
}
