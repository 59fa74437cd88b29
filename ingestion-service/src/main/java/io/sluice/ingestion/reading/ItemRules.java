package io.sluice.ingestion.reading;

import io.sluice.ingestion.device.DeviceId;
import io.sluice.ingestion.payload.Flaw;
import io.sluice.ingestion.payload.PayloadItem;
import io.sluice.ingestion.payload.Shown;
import io.sluice.ingestion.problem.ErrorCode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** What an item must keep to, to be taken at all. */
final class ItemRules {
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    private final ScreeningLimits limits;

    ItemRules(ScreeningLimits limits) {
        this.limits = limits;
    }

    /**
     * The first reason why an item can't be taken, if there is one.
     *
     * @param devices what is known of the devices that are named in the message
     */
    Optional<Flaw> flawOf(Message message, PayloadItem item, DeviceStandings devices) {
        return Optional.ofNullable(item.flaw())
                .or(() -> deviceFlaw(message, item, devices))
                .or(() -> metricsFlaw(item))
                .or(() -> timeFlaw(message, item));
    }

    /** The device an item is about: the one the message came by, or the one it names. */
    static Optional<String> deviceOf(Message message, PayloadItem item) {
        return message.device().or(item::device);
    }

    private static Optional<Flaw> deviceFlaw(
            Message message, PayloadItem item, DeviceStandings devices) {
        Optional<String> device = deviceOf(message, item);
        if (device.isEmpty()) {
            return flaw(ErrorCode.MISSING_DEVICE_ID, "no device_id");
        }
        String id = device.get();
        if (item.device().isPresent() && !item.device().get().equals(id)) {
            return flaw(
                    ErrorCode.DEVICE_MISMATCH,
                    "device_id '"
                            + Shown.cut(item.device().get())
                            + "' in a message of device '"
                            + id
                            + "'");
        }
        if (!DeviceId.isValid(id)) {
            return flaw(
                    ErrorCode.INVALID_DEVICE_ID,
                    "device_id '" + Shown.cut(id) + "' is not " + DeviceId.RULE);
        }
        if (!devices.admitted().contains(id)) {
            return flaw(ErrorCode.UNKNOWN_DEVICE, "device '" + id + "' is not registered");
        }
        return devices.overLimit().contains(id)
                ? flaw(
                        ErrorCode.RATE_LIMITED,
                        "device '" + id + "' sends more than " + devices.limit())
                : Optional.empty();
    }

    private Optional<Flaw> metricsFlaw(PayloadItem item) {
        int metrics = item.measurements().size() + item.flaws().size();
        if (metrics == 0) {
            return flaw(ErrorCode.NO_METRICS, "no field is a number");
        }
        return metrics > limits.maxMetrics()
                ? flaw(
                        ErrorCode.TOO_MANY_METRICS,
                        metrics + " metrics; at most " + limits.maxMetrics())
                : Optional.empty();
    }

    private Optional<Flaw> timeFlaw(Message message, PayloadItem item) {
        Instant now = message.screenedAt();
        Instant time =
                item.fromArrival()
                        ? message.receivedAt().plus(item.time(), ChronoUnit.MICROS)
                        : Instant.EPOCH.plus(item.time(), ChronoUnit.MICROS);
        if (time.isBefore(EARLIEST)) {
            return flaw(ErrorCode.TIME_BEFORE_2000, "time " + time + " is before 2000");
        }
        return time.isAfter(now.plus(limits.maxAhead()))
                ? flaw(
                        ErrorCode.CLOCK_AHEAD,
                        "time " + time + " is more than " + limits.maxAhead() + " ahead of " + now)
                : Optional.empty();
    }

    private static Optional<Flaw> flaw(ErrorCode code, String text) {
        return Optional.of(new Flaw(code, text));
    }
}
