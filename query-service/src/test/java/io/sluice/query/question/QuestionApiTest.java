package io.sluice.query.question;

import static io.sluice.query.ReadingsProducer.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.query.Api;
import io.sluice.query.QueryServiceTest;
import io.sluice.query.ReadingsProducer;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

@QueryServiceTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestPropertySource(properties = {"sluice.queries.most-series=10", "sluice.queries.most-rows=1000"})
class QuestionApiTest {
    private static final Instant START = Instant.parse("2026-02-03T00:00:00Z");
    private static final int DEVICES = 4;
    private static final int READINGS = 100;
    private static final int EACH_SECONDS = 900;
    private static final String DAY =
            """
            'from': '2026-02-03', 'to': '2026-02-04'\
            """;
    private static final double NEAR = 1e-9;

    @LocalServerPort private int port;
    @Autowired private JdbcTemplate jdbc;

    private Api api;

    @BeforeAll
    void write() {
        try (ReadingsProducer producer = new ReadingsProducer()) {
            for (int device = 1; device <= DEVICES; device++) {
                ReadingsProducer.Message message = message("mq" + device, "many");
                for (int i = 0; i < READINGS; i++) {
                    Instant time = START.plusSeconds((long) i * EACH_SECONDS);
                    message.reading("t", time, 10 * device + i % 7);
                    // Every third reading of the other one is missing, and some are nought.
                    if (i % 3 != 0) {
                        message.reading("h", time, i % 5);
                    }
                }
                producer.send(message);
                jdbc.update(
                        """
                        insert into device (id, labels, expected_interval, version)
                        values (?, ?::jsonb, ?::interval, 1)
                        """,
                        "mq" + device,
                        device == DEVICES
                                ? "{\"fleet\": \"mq\"}"
                                : "{\"fleet\": \"mq\", \"site\": \"s%d\"}".formatted(device % 2),
                        "15 minutes");
            }
        }
        await().untilAsserted(() -> assertThat(rolledUp()).isEqualTo(DEVICES * (100 + 66)));
    }

    private long rolledUp() {
        Long count =
                jdbc.queryForObject(
                        """
                        select coalesce(sum(count), 0) from reading_hourly where series_id in (
                            select id from series where device_id like 'mq_')
                        and not exists (select from rollup_mark m join series s on s.id = m.series_id
                            where s.device_id like 'mq_')
                        """,
                        Long.class);
        return count == null ? 0 : count;
    }

    @BeforeEach
    void connect() {
        api = new Api(port);
    }

    @Test
    void eachSeriesIsByItselfIfNotGrouped() {
        JsonNode body =
                asked(
                                "'series': [{'labels': {'fleet': 'mq'}, 'metric': 't'}], "
                                        + DAY
                                        + ", 'resolution': 'hourly'")
                        .body();

        assertThat(body.path("tier").asString()).isEqualTo("hourly");
        assertThat(body.path("bucket").asString()).isEqualTo("PT1H");
        assertThat(body.path("series_read").asInt()).isEqualTo(DEVICES);
        assertThat(body.path("rows_read").asInt()).isEqualTo(DEVICES * 24);
        assertThat(body.path("cut").asBoolean()).isFalse();
        assertThat(body.path("completeness").path("expected").asInt()).isEqualTo(DEVICES * 96);
        assertThat(body.path("completeness").path("found").asInt()).isEqualTo(DEVICES * 96);
        assertThat(body.path("series").size()).isEqualTo(DEVICES);
        assertThat(values(body))
                .isEqualTo(
                        plain(
                                """
                                select 'a ' || device_id || ' ' || metric, date_trunc('hour', ts, 'UTC'), avg(value)
                                from reading r join series s on s.id = r.series_id
                                where device_id like 'mq_' and metric = 't' and ts < '2026-02-04T00:00:00Z'
                                group by 1, 2
                                """));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hourly", "PT30M", "daily"})
    void groupsOfALabelAreSummedUpTogether(String resolution) {
        JsonNode body =
                asked(
                                "'series': [{'name': 't', 'labels': {'fleet': 'mq'}, 'metric':"
                                        + " 't'}], 'group_by': ['site'], "
                                        + DAY
                                        + ", 'resolution': '"
                                        + resolution
                                        + "'")
                        .body();

        String bucket =
                switch (resolution) {
                    case "hourly" -> "date_trunc('hour', ts, 'UTC')";
                    case "daily" -> "date_trunc('day', ts, 'UTC')";
                    default -> "date_bin('30 minutes', ts, '1970-01-01T00:00:00Z')";
                };
        assertThat(values(body))
                .isEqualTo(
                        plain(
                                """
                                select 't' || coalesce(' ' || (labels->>'site'), ''), %s, avg(value)
                                from reading r join series s on s.id = r.series_id
                                join device d on d.id = s.device_id
                                where device_id like 'mq_' and metric = 't' and ts < '2026-02-04T00:00:00Z'
                                group by 1, 2
                                """
                                        .formatted(bucket)));
    }

    @Test
    void wholeFleetIsOneGroup() {
        JsonNode body =
                asked(
                                "'series': [{'labels': {'fleet': 'mq'}, 'metric': 't'}],"
                                        + " 'group_by': [], "
                                        + DAY
                                        + ", 'resolution': 'hourly'")
                        .body();

        assertThat(body.path("series").size()).isEqualTo(1);
        assertThat(values(body))
                .isEqualTo(
                        plain(
                                """
                                select 'a', date_trunc('hour', ts, 'UTC'), avg(value)
                                from reading r join series s on s.id = r.series_id
                                where device_id like 'mq_' and metric = 't' and ts < '2026-02-04T00:00:00Z'
                                group by 1, 2
                                """));
    }

    @Test
    void seriesAreComputedWithEachOtherByDevice() {
        JsonNode body =
                asked(
                                "'series': [{'name': 't', 'labels': {'fleet': 'mq'}, 'metric':"
                                        + " 't'}, {'name': 'h', 'labels': {'fleet': 'mq'},"
                                        + " 'metric': 'h'}], 'expressions': [{'name': 'difference',"
                                        + " 'expression': 't - 2 * h'}], "
                                        + DAY
                                        + ", 'resolution': 'hourly'")
                        .body();

        assertThat(values(body))
                .isEqualTo(
                        plain(
                                """
                                select 'difference ' || device_id, hour, t - 2 * h from (
                                    select device_id, date_trunc('hour', ts, 'UTC') as hour,
                                        avg(value) filter (where metric = 't') as t,
                                        avg(value) filter (where metric = 'h') as h
                                    from reading r join series s on s.id = r.series_id
                                    where device_id like 'mq_' and ts < '2026-02-04T00:00:00Z'
                                    group by 1, 2) of_both
                                where h is not null
                                """));
    }

    @Test
    void readingsAreComputedByEqualTimeAndDivisionByZeroHasNoValue() {
        JsonNode body =
                asked(
                                "'series': [{'device': 'mq1', 'metric': 't'}, {'device': 'mq2',"
                                        + " 'metric': 'h'}], 'expressions': [{'name': 'q',"
                                        + " 'expression': 'a / b'}], "
                                        + DAY
                                        + ", 'resolution': 'raw'")
                        .body();

        assertThat(values(body))
                .isEqualTo(
                        plain(
                                """
                                select 'q', a.ts, a.value / b.value
                                from reading a join reading b using (ts)
                                join series sa on sa.id = a.series_id join series sb on sb.id = b.series_id
                                where sa.device_id = 'mq1' and sa.metric = 't' and sb.device_id = 'mq2'
                                    and sb.metric = 'h' and a.ts < '2026-02-04T00:00:00Z' and b.value <> 0
                                """));
    }

    @Test
    void readingsComeAsTheyAre() {
        JsonNode body =
                asked(
                                "'series': [{'devices': ['mq1', 'mq3'], 'metric': 'h'}], "
                                        + DAY
                                        + ", 'resolution': 'raw'")
                        .body();

        assertThat(body.path("rows_read").asInt()).isEqualTo(2 * 64);
        assertThat(values(body))
                .isEqualTo(
                        plain(
                                """
                                select 'a ' || device_id || ' ' || metric, ts, value
                                from reading r join series s on s.id = r.series_id
                                where device_id in ('mq1', 'mq3') and metric = 'h' and ts < '2026-02-04T00:00:00Z'
                                """));
    }

    @Test
    void highestOfEachGroupComeHighestFirst() {
        JsonNode body =
                asked(
                                "'series': [{'labels': {'fleet': 'mq'}, 'metric': 't'}],"
                                        + " 'group_by': ['device'], 'top': 2, 'aggregate': 'max', "
                                        + DAY
                                        + ", 'resolution': 'hourly'")
                        .body();

        JsonNode points = body.path("series").get(2).path("points");
        assertThat(points.size()).isEqualTo(2);
        assertThat(points.get(0).path("value").asDouble()).isEqualTo(36);
        assertThat(points.get(0).path("time").asString()).isEqualTo("2026-02-03T01:00:00Z");
        assertThat(points.get(1).path("time").asString()).isEqualTo("2026-02-03T03:00:00Z");
    }

    @Test
    void gapsOfEachGroupAreFilled() {
        JsonNode body =
                asked(
                                "'series': [{'devices': ['mq1', 'mq2'], 'metric': 'h'}], 'from':"
                                        + " '2026-02-02T23:00:00Z', 'to': '2026-02-03T01:00:00Z',"
                                        + " 'resolution': 'PT15M', 'fill': 'null'")
                        .body();

        assertThat(body.path("series").size()).isEqualTo(2);
        for (JsonNode series : body.path("series")) {
            assertThat(series.path("points").size()).isEqualTo(8);
            assertThat(series.path("points").get(0).path("value").isNull()).isTrue();
            assertThat(series.path("points").get(5).path("value").asDouble()).isEqualTo(1);
        }
    }

    @Test
    void rowsOfFlatFormatsBeginWithTheirGroup() {
        Api.Answer answer =
                asked("'series': [{'device': 'mq1', 'metric': 't'}], 'format': 'csv', " + DAY);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers().get("Content-Type")).startsWith("text/csv");
        assertThat(answer.headers()).containsKeys("Sluice-Tier", "Sluice-Rows-Read", "Sluice-Cut");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    {"series": [{"device": "mq1"}                                       | malformed_json
                    nonsense                                                            | malformed_json
                    {"series": [{"device": "mq1"}]} x                                   | malformed_json
                    []                                                                  | invalid_parameter
                    null                                                                | invalid_parameter
                    {}                                                                  | invalid_parameter
                    {"series": []}                                                      | invalid_parameter
                    {"series": [null]}                                                  | invalid_parameter
                    {"series": {"device": "mq1"}}                                       | invalid_parameter
                    {"series": [{"device": "mq1"}], "unknown": 1}                       | invalid_parameter
                    {"series": [{"device": "mq1", "unknown": 1}]}                       | invalid_parameter
                    {"series": [{"device": {"a": 1}}]}                                  | invalid_parameter
                    {"series": [{"devices": []}]}                                       | invalid_parameter
                    {"series": [{"devices": [null]}]}                                   | invalid_parameter
                    {"series": [{"name": "1x", "device": "mq1"}]}                       | invalid_parameter
                    {"series": [{"name": "b", "device": "mq1"}, {"device": "mq2"}]}     | invalid_parameter
                    {"series": [{"device": "mq1", "devices": ["mq2"]}]}                 | conflicting_parameters
                    {"series": [{"labels": {"site": null}}]}                            | invalid_label
                    {"series": [{"device": "mq1"}], "max_points": "many"}               | invalid_parameter
                    {"series": [{"device": "mq1"}], "max_points": 1.5}                  | invalid_parameter
                    {"series": [{"device": "mq1"}], "max_points": 0}                    | invalid_max_points
                    {"series": [{"device": "mq1"}], "max_points": 10000000}             | invalid_max_points
                    {"series": [{"device": "mq1"}], "top": 0}                           | invalid_limit
                    {"series": [{"device": "mq1"}], "from": "noon"}                     | invalid_time
                    {"series": [{"device": "mq1"}], "from": "2026", "to": "1026-01-01"} | invalid_time
                    {"series": [{"device": "mq1"}], "from": "2027-01-01", "to": "2026-01-01"} | invalid_range
                    {"series": [{"device": "mq1"}], "resolution": "PT0S"}               | invalid_resolution
                    {"series": [{"device": "mq1"}], "resolution": "sometimes"}          | invalid_resolution
                    {"series": [{"device": "mq1"}], "aggregate": "median"}              | invalid_aggregate
                    {"series": [{"device": "mq1"}], "fill": "water"}                    | invalid_fill
                    {"series": [{"device": "mq1"}], "quality": "best"}                  | invalid_quality
                    {"series": [{"device": "mq1"}], "zone": "Mars/Base"}                | invalid_zone
                    {"series": [{"device": "mq1"}], "calendar": "HOUR:25"}              | invalid_calendar
                    {"series": [{"device": "mq1"}], "group_by": ["time"]}               | invalid_label
                    {"series": [{"device": "mq1"}], "group_by": ["site", "site"]}       | invalid_label
                    {"series": [{"device": "mq1"}], "group_by": [null]}                 | invalid_label
                    {"series": [{"device": "mq1"}], "expressions": [{"expression": "a -"}]} | invalid_expression
                    {"series": [{"device": "mq1"}], "expressions": [{"expression": "x"}]} | invalid_expression
                    {"series": [{"device": "mq1"}], "expressions": [null]}              | invalid_expression
                    {"series": [{"device": "mq1"}, {"device": "mq2"}], "expressions": [{"expression": "a-b"}]} | invalid_expression
                    {"series": [{"device": "mq1"}], "expressions": [{"expression": "a"}], "aggregate": "min,max"} | conflicting_parameters
                    {"series": [{"device": "mq1"}], "top": 1, "fill": "null"}           | conflicting_parameters
                    {"series": [{"device": "mq1"}], "format": "xml"}                    | invalid_parameter
                    {"series": [{"device": "nobody"}]}                                  | unknown_series
                    {"series": [{"device": "mq1", "metric": "x' or 1=1 --"}]}           | unknown_series
                    {"series": [{"device": "\\u0000"}]}                                 | unknown_series
                    {"series": [{"device": "\\ud800"}]}                                 | unknown_series
                    {"series": [{"labels": {"site": "'; drop table reading; --"}}]}     | unknown_series
                    {"series": [{"labels": {"\\u0000": "x"}}]}                          | unknown_series
                    {"series": [{"labels": {"fleet": "mq"}}, {"name": "z", "labels": {"fleet": "mq"}}]} | too_many_series
                    """)
    void badQuestionIsRefusedWithItsCode(String body, String code) {
        Api.Answer answer = post(body);

        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.status()).isIn(400, 404, 422);
    }

    @Test
    void bodyOfAnotherTypeOrTooLargeIsRefused() {
        Api.Answer text =
                api.send(
                        api.request("/api/v1/query")
                                .header("Content-Type", "text/plain")
                                .POST(BodyPublishers.ofString("{}")));
        assertThat(text.code()).isEqualTo("unsupported_media_type");
        assertThat(post(" ".repeat((1 << 20) + 1)).code()).isEqualTo("body_too_large");
    }

    @Test
    void rangeOfAThousandYearsIsAnswered() {
        Api.Answer answer =
                asked(
                        "'series': [{'device': 'mq1', 'metric': 't'}], 'from':"
                                + " '1970-01-01', 'to': '2970-01-01', 'max_points': 10");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("series").get(0).path("points").size()).isBetween(1, 10);
    }

    @Test
    void groupNamesOfLabelsAreNoSql() {
        JsonNode body =
                post("""
                {"series": [{"device": "mq1", "metric": "t"}], "group_by": ["x' or '1'='1"],
                 "from": "2026-02-03", "to": "2026-02-04"}
                """)
                        .body();

        assertThat(body.path("series").size()).isEqualTo(1);
    }

    /** Asks with the members of a body, which have single quotes. */
    private Api.Answer asked(String members) {
        Api.Answer answer = post("{" + members.replace('\'', '"') + "}");
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer;
    }

    private Api.Answer post(String body) {
        return api.send(
                api.request("/api/v1/query")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)));
    }

    /** The values by the keys of their group and by time, rounded. */
    private static Map<String, Double> values(JsonNode body) {
        Map<String, Double> values = new TreeMap<>();
        for (JsonNode series : body.path("series")) {
            List<String> keys = new ArrayList<>();
            series.propertyStream()
                    .filter(member -> member.getValue().isString())
                    .forEach(member -> keys.add(member.getValue().asString()));
            for (JsonNode point : series.path("points")) {
                values.put(
                        String.join(" ", keys) + " " + point.path("time").asString(),
                        rounded(point.path("value").asDouble()));
            }
        }
        return values;
    }

    private Map<String, Double> plain(String sql) {
        Map<String, Double> values = new TreeMap<>();
        jdbc.query(
                sql,
                row -> {
                    values.put(
                            row.getString(1) + " " + row.getTimestamp(2).toInstant(),
                            rounded(row.getDouble(3)));
                });
        assertThat(values).isNotEmpty();
        return values;
    }

    private static double rounded(double value) {
        return Math.rint(value / NEAR) * NEAR;
    }
}
