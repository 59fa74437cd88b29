package io.sluice.query.writing;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Native range partitions, made ahead for the days to come and on demand for others. */
public final class PostgresTimePartitions implements TimePartitions {
    private static final Logger log = LoggerFactory.getLogger(PostgresTimePartitions.class);
    private static final int DAYS_AHEAD = 7;

    /** One writer at a time makes partitions; an arbitrary number that stands for that. */
    private static final long LOCK = 7_203_114_900L;

    private static final String EXISTING =
            """
            select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
            where i.inhparent = 'reading'::regclass
            """;

    private final JdbcTemplate jdbc;
    private final PostgresDurableTransaction transaction;
    private final InstantSource clock;
    private volatile List<PartitionRange> known = List.of();

    PostgresTimePartitions(
            JdbcTemplate jdbc, PostgresDurableTransaction transaction, InstantSource clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** The partitions of the table as it was made: native ones, or chunks that make themselves. */
    public static TimePartitions of(
            JdbcTemplate jdbc, TransactionTemplate transaction, InstantSource clock) {
        return isNative(jdbc)
                ? new PostgresTimePartitions(
                        jdbc, new PostgresDurableTransaction(jdbc, transaction), clock)
                : new TimescaleTimePartitions();
    }

    /** Whether the table has native partitions. */
    public static boolean isNative(JdbcTemplate jdbc) {
        return Boolean.TRUE.equals(
                jdbc.execute(PostgresReadingTableMigration::hasNativePartitions));
    }

    @Override
    public void ensure(Set<LocalDate> days) {
        if (!days.stream().allMatch(day -> isCovered(day, known))) {
            makeAndRemember(new TreeSet<>(days));
        }
    }

    @Override
    public void makeAhead() {
        Set<LocalDate> days = new TreeSet<>();
        for (int i = -1; i <= DAYS_AHEAD; i++) {
            days.add(today().plusDays(i));
        }
        makeAndRemember(days);
    }

    @Override
    public void forget() {
        known = List.of();
    }

    /** Remembered when it is committed, and not before. */
    private void makeAndRemember(Set<LocalDate> days) {
        known = transaction.execute(() -> make(days));
    }

    private List<PartitionRange> make(Set<LocalDate> days) {
        jdbc.query("select pg_advisory_xact_lock(?)", _ -> {}, LOCK);
        List<PartitionRange> existing =
                new ArrayList<>(
                        jdbc.query(EXISTING, (result, _) -> result.getString(1)).stream()
                                .map(PartitionRange::ofName)
                                .flatMap(Optional::stream)
                                .toList());
        for (LocalDate day : days) {
            if (!isCovered(day, existing)) {
                PartitionRange range = PartitionRange.forDay(day, today(), existing);
                create(range);
                existing.add(range);
            }
        }
        return List.copyOf(existing);
    }

    /** Made aside and attached: that does not lock out who reads or writes the table. */
    private void create(PartitionRange range) {
        String name = range.name();
        jdbc.execute(
                "create table " + name + " (like reading including defaults including storage)");
        jdbc.execute(
                "alter table reading attach partition %s for values from ('%s 00:00:00+00') to ('%s 00:00:00+00')"
                        .formatted(name, range.from(), range.until()));
        log.info("made partition {} for {} to {}", name, range.from(), range.until());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private static boolean isCovered(LocalDate day, List<PartitionRange> ranges) {
        return ranges.stream().anyMatch(range -> range.contains(day));
    }
}
