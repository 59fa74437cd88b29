package io.sluice.query.rollup;

import io.sluice.query.QueryServiceTest;
import io.sluice.query.ReadingsProducer;
import io.sluice.testservers.TestServers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.TestPropertySource;

/**
 * Whatever comes in whatever order, the rollups are what their readings say. The system property
 * {@code sluice.test.storms} tells how many storms there are; the seed of each is in its name.
 */
@QueryServiceTest
@TestPropertySource(
        properties = {"sluice.rollups.interval=20ms", "sluice.rollups.hours-at-once=23"})
class RollupPropertyTest {
    private static final long FIRST_SEED = 20_261_121;
    private static final int MESSAGES = 250;

    @Autowired private JdbcTemplate jdbc;

    static LongStream seeds() {
        return LongStream.range(0, Integer.getInteger("sluice.test.storms", 2))
                .map(storm -> FIRST_SEED + storm);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void rollupsEqualTheirReadingsAfterAStorm(long seed) {
        ReadingStorm storm = new ReadingStorm("rollup-storm-" + seed, seed);
        RollupTables tables = new RollupTables(jdbc, storm.devices());
        try (ReadingsProducer producer = new ReadingsProducer()) {
            for (int part = 0; part < 2; part++) {
                storm.send(producer, MESSAGES);
                tables.awaitRefreshed(storm.readings());
                tables.verifyAgainstReadings();
            }
        }
    }

    @Test
    void refreshersSideBySideDoNotDisturbEachOther() throws Exception {
        ReadingStorm storm = new ReadingStorm("rollup-side", FIRST_SEED);
        AtomicBoolean ended = new AtomicBoolean();
        List<Future<?>> others = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(2);
                ReadingsProducer producer = new ReadingsProducer()) {
            for (int i = 0; i < 2; i++) {
                others.add(threads.submit(() -> refresh(ended)));
            }
            storm.send(producer, MESSAGES);
            new RollupTables(jdbc, storm.devices()).awaitRefreshed(storm.readings());
            ended.set(true);
        }
        for (Future<?> other : others) {
            other.get();
        }

        new RollupTables(jdbc, storm.devices()).verifyAgainstReadings();
    }

    private static void refresh(AtomicBoolean ended) {
        TestServers servers = TestServers.get();
        try (PostgresRollups rollups =
                new PostgresRollups(servers.jdbcUrl(), "query", servers.password())) {
            while (!ended.get()) {
                rollups.refresh(5, MarkPlace.BEGINNING);
            }
        }
    }
}
