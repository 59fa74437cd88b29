package io.sluice.query.question;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.query.Api;
import io.sluice.query.QueryServiceTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** A question about a thousand series. */
@QueryServiceTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FleetQuestionApiTest {
    private static final Logger log = LoggerFactory.getLogger(FleetQuestionApiTest.class);
    private static final int SERIES = 1_000;
    private static final int RUNS = 20;
    private static final String QUESTION =
            """
            {"series": [{"metric": "of_the_fleet"}], "from": "2026-03-04", "to": "2026-03-05",
             "resolution": "hourly", "group_by": []}
            """;

    @LocalServerPort private int port;
    @Autowired private JdbcTemplate jdbc;

    /** Three days of rollups, whose readings are not kept any more. */
    @BeforeAll
    void write() {
        jdbc.update(
                """
                insert into series (device_id, metric) select 'mf' || n, 'of_the_fleet'
                from generate_series(1, ?) n
                """,
                SERIES);
        jdbc.update(
                """
                insert into reading_hourly (series_id, bucket, count, sum, sum_squares, extreme_sum,
                    min, max, first, first_at, last, last_at, raw_gone, version)
                select s.id, hour, 60, 60 * s.id, 60 * s.id::double precision * s.id, 0,
                    s.id, s.id, s.id, hour, s.id, hour + interval '59 minutes', true, 1
                from series s, generate_series('2026-03-03T00:00:00Z'::timestamptz,
                    '2026-03-05T23:00:00Z', '1 hour') hour
                where s.metric = 'of_the_fleet'
                """);
    }

    @AfterAll
    void remove() {
        jdbc.update(
                "delete from reading_hourly where series_id in (select id from series where metric"
                        + " = 'of_the_fleet')");
        jdbc.update("delete from series where metric = 'of_the_fleet'");
    }

    @Test
    void hourlyMeanOfAThousandSeriesComesFromTheirRollups() {
        Api api = new Api(port);
        long best = Long.MAX_VALUE;
        JsonNode body = ask(api);
        for (int i = 0; i < RUNS; i++) {
            long begun = System.nanoTime();
            body = ask(api);
            best = Math.min(best, System.nanoTime() - begun);
        }
        log.info("the best of {} runs took {} ms", RUNS, best / 1_000_000.0);

        assertThat(body.path("tier").asString()).isEqualTo("hourly");
        assertThat(body.path("series_read").asInt()).isEqualTo(SERIES);
        assertThat(body.path("rows_read").asInt()).isEqualTo(SERIES * 24);
        JsonNode points = body.path("series").get(0).path("points");
        assertThat(points.size()).isEqualTo(24);
        Double mean =
                jdbc.queryForObject(
                        "select avg(id) from series where metric = 'of_the_fleet'", Double.class);
        assertThat(List.of(points.get(0), points.get(23)))
                .allSatisfy(point -> assertThat(point.path("value").asDouble()).isEqualTo(mean));
    }

    private static JsonNode ask(Api api) {
        Api.Answer answer =
                api.send(
                        api.request("/api/v1/query")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(QUESTION)));
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer.body();
    }
}
