package io.sluice.query.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.query.QueryServiceTest;
import io.sluice.query.database.PostgresCondition;
import io.sluice.query.database.PostgresQueries;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * The database and this service agree about which times a condition holds at. Each has its own copy
 * of the IANA database; zones whose rules keep changing are therefore not among those compared.
 */
@QueryServiceTest
class PostgresCalendarTest {
    private static final Instant FROM = Instant.parse("1999-12-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2037-01-01T00:00:00Z");
    private static final int TIMES = 300;

    @Autowired private PostgresQueries queries;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UTC",
                "America/New_York",
                "Europe/Berlin",
                "Asia/Kolkata",
                "Asia/Kathmandu",
                "Australia/Lord_Howe",
                "America/Sao_Paulo",
                "Pacific/Apia",
                "Pacific/Auckland"
            })
    void databaseAgreesAtRandomTimes(String zone) {
        Random random = new Random(zone.hashCode());
        for (int i = 0; i < 40; i++) {
            String text = randomCondition(random);
            CalendarCondition condition = CalendarCondition.parse(text, ZoneId.of(zone));
            List<Instant> times = times(random, ZoneId.of(zone));

            assertThat(chosenByDatabase(condition, times))
                    .as("%s in %s", text, zone)
                    .containsExactlyElementsOf(times.stream().filter(condition::contains).toList());
        }
    }

    @Test
    void databaseKnowsEveryZoneThatIsAccepted() {
        TreeSet<String> accepted = new TreeSet<>(ZoneParameter.names());
        accepted.removeAll(
                queries.list("select name from pg_timezone_names", List.of(), r -> r.getString(1)));

        assertThat(accepted).isEmpty();
    }

    private List<Instant> chosenByDatabase(CalendarCondition condition, List<Instant> times) {
        PostgresCondition sql = PostgresCalendar.condition(condition, "ts");
        List<Object> parameters = new ArrayList<>();
        parameters.add(times.stream().map(Instant::toString).toArray(String[]::new));
        parameters.addAll(sql.parameters());
        return queries.list(
                "select ts from unnest(?::timestamptz[]) with ordinality as t (ts, n) where "
                        + sql.sql()
                        + " order by n",
                parameters,
                row -> row.getTimestamp(1).toInstant());
    }

    /** Random ones, and those around the changes of the clock. */
    private static List<Instant> times(Random random, ZoneId zone) {
        List<Instant> times = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            Instant time =
                    Instant.ofEpochSecond(
                            random.nextLong(FROM.getEpochSecond(), TO.getEpochSecond()));
            times.add(time);
            var change = zone.getRules().nextTransition(time);
            if (change != null && change.getInstant().isBefore(TO)) {
                times.add(change.getInstant());
                times.add(change.getInstant().minusMillis(1));
                times.add(change.getInstant().plusSeconds(random.nextInt(-7200, 7200)));
            }
        }
        return times;
    }

    private static String randomCondition(Random random) {
        List<String> parts = new ArrayList<>();
        for (CalendarField field : CalendarField.values()) {
            if (random.nextInt(3) == 0) {
                parts.add(field + ":" + randomValues(random, field));
            }
        }
        return String.join(";", parts);
    }

    private static String randomValues(Random random, CalendarField field) {
        return IntStream.rangeClosed(0, random.nextInt(3))
                .mapToObj(_ ->
                        switch (field) {
                            case WEEKDAY -> randomWeekday(random);
                            case DAY -> randomDay(random);
                            case YEAR ->
                                    "20%02d-20%02d"
                                            .formatted(random.nextInt(20), 20 + random.nextInt(20));
                            case MINUTE, HOUR, MONTH ->
                                    randomValue(random, field)
                                            + (random.nextBoolean()
                                                    ? "-" + randomValue(random, field)
                                                    : "");
                        })
                .collect(Collectors.joining(","));
    }

    private static int randomValue(Random random, CalendarField field) {
        return random.nextInt(field.least(), field.most() + 1);
    }

    private static String randomDay(Random random) {
        int day = randomValue(random, CalendarField.DAY);
        return random.nextInt(3) == 0
                ? "-" + day
                : day + "-" + randomValue(random, CalendarField.DAY);
    }

    private static String randomWeekday(Random random) {
        List<String> days = List.of("MO", "TU", "WE", "TH", "FR", "SA", "SU");
        String day = days.get(random.nextInt(7));
        return switch (random.nextInt(3)) {
            case 0 -> (random.nextBoolean() ? "-" : "") + random.nextInt(1, 6) + day;
            case 1 -> day + "-" + days.get(random.nextInt(7));
            default -> day;
        };
    }
}
