package io.sluice.query.writing;

import static io.sluice.query.ReadingsProducer.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.query.QueryApplication;
import io.sluice.query.QueryServiceTest;
import io.sluice.testservers.ServersAreThere;
import io.sluice.testservers.TestServers;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** What the writer remembers of the database, a crash of the database does not take back. */
@ExtendWith(ServersAreThere.class)
class RememberedRowsTest {
    private static final int ROUNDS = 3;
    private static final Instant NOON = Instant.parse("2026-01-21T12:00:00Z");

    @BeforeAll
    static void makeTables() {
        try (ConfigurableApplicationContext _ =
                new SpringApplicationBuilder(QueryApplication.class)
                        .initializers(new QueryServiceTest.UseServers())
                        .run("--server.port=0", "--sluice.writer.enabled=false")) {}
    }

    @RepeatedTest(ROUNDS)
    void seriesThatIsNewIsThereAfterACrash(RepetitionInfo round) {
        String device = "remembered-" + round.getCurrentRepetition();

        int id = beforeACrash(pool -> idOf(pool, device));

        assertThat(seriesOf(device)).containsExactly(id);
    }

    @RepeatedTest(ROUNDS)
    void seriesThatAnotherSessionHasJustMadeIsThereAfterACrash(RepetitionInfo round) {
        String device = "found-" + round.getCurrentRepetition();

        int id =
                beforeACrash(pool -> {
                    pool.jdbc()
                            .update(
                                    "insert into series (device_id, metric) values (?, 't')",
                                    device);
                    return idOf(pool, device);
                });

        assertThat(seriesOf(device)).containsExactly(id);
    }

    @RepeatedTest(ROUNDS)
    void partitionThatIsNewIsThereAfterACrash(RepetitionInfo round) {
        LocalDate day = LocalDate.of(2003, round.getCurrentRepetition(), 15);

        beforeACrash(pool -> {
            partitions(pool).ensure(Set.of(day));
            return day;
        });

        assertThat(partitionsOf(day)).hasSize(1);
    }

    @RepeatedTest(ROUNDS)
    void partitionThatAnotherSessionHasJustMadeIsThereAfterACrash(RepetitionInfo round) {
        LocalDate day = LocalDate.of(2004, round.getCurrentRepetition(), 15);
        String name = PartitionRange.ofDay(day).name();

        beforeACrash(pool -> {
            pool.jdbc()
                    .execute(
                            "create table %s partition of reading for values from ('%s 00:00:00+00') to ('%s 00:00:00+00')"
                                    .formatted(name, day, day.plusDays(1)));
            partitions(pool).ensure(Set.of(day));
            return day;
        });

        assertThat(partitionsOf(day)).hasSize(1);
    }

    /** Does something, kills the database at once, and starts it again. */
    private static <T> T beforeACrash(Function<PostgresWriterPool, T> something) {
        TestServers.Faults faults = TestServers.get().faults();
        try (PostgresWriterPool pool = pool()) {
            T result = something.apply(pool);
            faults.killPostgres();
            return result;
        } finally {
            faults.startPostgres();
        }
    }

    private static int idOf(PostgresWriterPool pool, String device) {
        return new PostgresSeriesIds(pool.jdbc(), pool.durableTransaction())
                .idsOf(List.of(message(device, "remembered").reading("t", NOON, 1).build()))
                .getFirst()[0];
    }

    private static PostgresTimePartitions partitions(PostgresWriterPool pool) {
        return new PostgresTimePartitions(
                pool.jdbc(), pool.durableTransaction(), InstantSource.system());
    }

    private static List<Integer> seriesOf(String device) {
        try (PostgresWriterPool pool = pool()) {
            return pool.jdbc()
                    .query(
                            "select id from series where device_id = ?",
                            (result, _) -> result.getInt(1),
                            device);
        }
    }

    private static List<String> partitionsOf(LocalDate day) {
        try (PostgresWriterPool pool = pool()) {
            return pool.jdbc()
                    .query(
                            "select relname from pg_class where relname in (?, ?)",
                            (result, _) -> result.getString(1),
                            PartitionRange.ofDay(day).name(),
                            PartitionRange.ofMonth(YearMonth.from(day)).name());
        }
    }

    private static PostgresWriterPool pool() {
        TestServers servers = TestServers.get();
        return new PostgresWriterPool(servers.jdbcUrl(), "query", servers.password(), 1);
    }
}
