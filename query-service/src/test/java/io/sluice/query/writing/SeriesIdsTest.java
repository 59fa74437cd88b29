package io.sluice.query.writing;

import static io.sluice.query.ReadingsProducer.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.query.QueryServiceTest;
import io.sluice.query.ReadingsProducer;
import io.sluice.testservers.TestServers;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QueryServiceTest
class SeriesIdsTest {
    private static final Instant NOON = Instant.parse("2026-01-21T12:00:00Z");

    private PostgresWriterPool pool;
    private PostgresSeriesIds ids;

    @BeforeEach
    void connect() {
        TestServers servers = TestServers.get();
        pool = new PostgresWriterPool(servers.jdbcUrl(), "query", servers.password(), 1);
        ids = new PostgresSeriesIds(pool.jdbc(), pool.durableTransaction());
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void seriesKeepsItsIdWhenItIsForgotten() {
        int[] known = idsOf(message("i1", "ids").reading("t", NOON, 1).reading("h", NOON, 2));
        ids.forget();

        assertThat(idsOf(message("i1", "ids").reading("t", NOON, 1).reading("h", NOON, 2)))
                .isEqualTo(known);
    }

    /** There are two thousand million of them, and a restart asks for all series again. */
    @Test
    void seriesThatIsThereTakesNoFurtherId() {
        int first = idsOf(message("i2", "ids").reading("t", NOON, 1))[0];
        for (int i = 0; i < 10; i++) {
            ids.forget();
            idsOf(message("i2", "ids").reading("t", NOON, 1));
        }

        assertThat(idsOf(message("i3", "ids").reading("t", NOON, 1))[0]).isEqualTo(first + 1);
    }

    @Test
    void unitIsTheOneThatWasSentLast() {
        idsOf(message("i4", "ids").reading("t", NOON, 1).unit("Cel"));
        assertThat(unitOf("i4")).isEqualTo("Cel");

        idsOf(message("i4", "ids").reading("t", NOON, 1).unit("K"));
        assertThat(unitOf("i4")).isEqualTo("K");

        idsOf(message("i4", "ids").reading("t", NOON, 1));
        assertThat(unitOf("i4")).isEqualTo("K");
    }

    private int[] idsOf(ReadingsProducer.Message message) {
        return ids.idsOf(List.of(message.build())).getFirst();
    }

    private String unitOf(String device) {
        return pool.jdbc()
                .query(
                        "select unit from series where device_id = ?",
                        (result, _) -> result.getString(1),
                        device)
                .getFirst();
    }
}
