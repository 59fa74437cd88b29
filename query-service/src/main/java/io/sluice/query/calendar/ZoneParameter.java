package io.sluice.query.calendar;

import io.sluice.query.problem.ErrorCode;
import io.sluice.query.problem.QueryException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A time zone in a request: a name of the IANA database, such as {@code Europe/Berlin}. Offsets are
 * not names: the database takes them the other way round.
 */
public final class ZoneParameter {
    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final Set<String> NAMES =
            ZoneId.getAvailableZoneIds().stream()
                    .filter(ZoneParameter::isKnownElsewhere)
                    .collect(Collectors.toUnmodifiableSet());

    private ZoneParameter() {}

    /** All of IANA, but not the names that only Java has. */
    static Set<String> names() {
        return NAMES;
    }

    private static boolean isKnownElsewhere(String name) {
        return !name.startsWith("SystemV/");
    }

    /**
     * The zone of that name; UTC where it is missing.
     *
     * @throws QueryException {@code invalid_zone}
     */
    public static ZoneId parse(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return UTC;
        }
        String name = text.strip();
        if (!NAMES.contains(name)) {
            throw new QueryException(
                    ErrorCode.INVALID_ZONE,
                    "zone '"
                            + (name.length() > 64 ? name.substring(0, 64) + "…" : name)
                            + "' is not a zone of the IANA database, such as Europe/Berlin");
        }
        return ZoneId.of(name);
    }

    /**
     * Whether local hours are hours of UTC all the time from one instant to another, so that what
     * is known by the hour of UTC tells of each local hour.
     */
    public static boolean isWholeHoursFromUtc(ZoneId zone, Instant from, Instant to) {
        ZoneRules rules = zone.getRules();
        if (!isWholeHours(rules.getOffset(from))) {
            return false;
        }
        ZoneOffsetTransition next = rules.nextTransition(from);
        while (next != null && next.getInstant().isBefore(to)) {
            if (!isWholeHours(next.getOffsetAfter())
                    || next.getInstant().getEpochSecond() % Duration.ofHours(1).toSeconds() != 0) {
                return false;
            }
            next = rules.nextTransition(next.getInstant());
        }
        return true;
    }

    private static boolean isWholeHours(ZoneOffset offset) {
        return offset.getTotalSeconds() % Duration.ofHours(1).toSeconds() == 0;
    }
}
