package io.sluice.query.analysis;

import static io.sluice.query.ReadingsProducer.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.query.Api;
import io.sluice.query.QueryServiceTest;
import io.sluice.query.ReadingsProducer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

/** Every bad question is a problem with a code, and none is an error of ours. */
@QueryServiceTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadAnalysisTest {
    private static final List<String> PATHS =
            List.of(
                    "latest",
                    "analysis/aggregate",
                    "analysis/changes",
                    "analysis/pattern",
                    "analysis/anomalies",
                    "analysis/moving-average",
                    "analysis/quality",
                    "analysis/gaps",
                    "analysis/correlation",
                    "analysis/histogram");

    private static final List<String> PARAMETERS =
            List.of(
                    "device",
                    "metric",
                    "label",
                    "from",
                    "to",
                    "zone",
                    "calendar",
                    "quality",
                    "group_by",
                    "aggregate",
                    "resolution",
                    "top",
                    "by",
                    "then",
                    "method",
                    "threshold",
                    "baseline_from",
                    "baseline_to",
                    "kind",
                    "window",
                    "alpha",
                    "interval",
                    "gaps",
                    "a",
                    "b",
                    "bins",
                    "width",
                    "min",
                    "max");

    private static final List<String> NASTY =
            List.of(
                    "'; drop table reading; --",
                    "\" or 1=1",
                    "%",
                    "\\",
                    "?",
                    "{}",
                    "$1",
                    "a:'b\"",
                    "\u0000");

    @LocalServerPort private int port;
    @Autowired private JdbcTemplate jdbc;

    private Api api;

    @BeforeAll
    void write() {
        api = new Api(port);
        try (ReadingsProducer producer = new ReadingsProducer()) {
            producer.send(
                    message("bad-1", "bad").reading("t", Instant.parse("2026-03-02T00:00:00Z"), 1));
        }
        await().untilAsserted(() ->
                assertThat(api.get("/api/v1/latest?device=bad-1").status()).isEqualTo(200));
        Rollups.compute(jdbc, "bad-");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "aggregate?device=nobody                      | 404 | no_readings",
                "aggregate?device=bad-1&metric=nothing        | 404 | unknown_series",
                "aggregate?device=nobody&device=nobody2       | 404 | no_readings",
                "aggregate?device=bad-1&from=noon             | 400 | invalid_time",
                "aggregate?device=bad-1&from=2026-01-02&to=2026-01-01 | 400 | invalid_range",
                "aggregate?device=bad-1&from=1026-01-01       | 400 | invalid_time",
                "aggregate?device=bad-1&zone=Europe/Atlantis  | 400 | invalid_zone",
                "aggregate?device=bad-1&zone=%2B02:00         | 400 | invalid_zone",
                "aggregate?device=bad-1&calendar=HOUR:25      | 400 | invalid_calendar",
                "aggregate?device=bad-1&calendar=RRULE:FREQ=X | 400 | invalid_calendar",
                "aggregate?device=bad-1&quality=excellent     | 400 | invalid_quality",
                "aggregate?device=bad-1&label=key             | 400 | invalid_label",
                "aggregate?device=bad-1&label=k:1&label=k:2   | 400 | invalid_label",
                "aggregate?device=bad-1&aggregate=median      | 400 | invalid_aggregate",
                "aggregate?device=bad-1&aggregate=avg,        | 400 | invalid_aggregate",
                "aggregate?device=bad-1&resolution=PT0S       | 400 | invalid_resolution",
                "aggregate?device=bad-1&resolution=P1000000D  | 400 | invalid_resolution",
                "aggregate?device=bad-1&resolution=-PT1H      | 400 | invalid_resolution",
                "aggregate?device=bad-1&resolution=PT99999999999999999999S | 400 |"
                        + " invalid_resolution",
                "aggregate?device=bad-1&top=3                 | 400 | conflicting_parameters",
                "aggregate?device=bad-1&resolution=PT1H&top=0 | 400 | invalid_limit",
                "aggregate?device=bad-1&metric=t&metric=h     | 400 | invalid_parameter",
                "aggregate?device=%00                         | 400 | invalid_parameter",
                "changes?device=bad-1&resolution=weekly       | 400 | invalid_resolution",
                "pattern?device=bad-1&by=moon                 | 400 | invalid_resolution",
                "pattern?device=bad-1&then=median             | 400 | invalid_aggregate",
                "pattern?device=bad-1&then=avg&top=1          | 400 | conflicting_parameters",
                "anomalies?device=bad-1&threshold=0           | 400 | invalid_threshold",
                "anomalies?device=bad-1&threshold=NaN         | 400 | invalid_threshold",
                "anomalies?device=bad-1&threshold=much        | 400 | invalid_threshold",
                "anomalies?device=bad-1&method=guess          | 400 | invalid_threshold",
                "moving-average?device=bad-1&window=0         | 400 | invalid_window",
                "moving-average?device=bad-1&window=1000000   | 400 | invalid_window",
                "moving-average?device=bad-1&window=PT0S      | 400 | invalid_window",
                "moving-average?device=bad-1&window=P1000D    | 400 | invalid_window",
                "moving-average?device=bad-1&kind=other       | 400 | invalid_window",
                "moving-average?device=bad-1&kind=exponential&alpha=2 | 400 | invalid_window",
                "moving-average?device=bad-1&kind=exponential&alpha=0.5&window=3 | 400 |"
                        + " conflicting_parameters",
                "moving-average?device=bad-1&alpha=0.5        | 400 | conflicting_parameters",
                "quality?device=bad-1&interval=PT0S           | 400 | invalid_window",
                "quality?device=bad-1&gaps=0                  | 400 | invalid_limit",
                "quality?device=bad-1&calendar=HOUR:1         | 400 | conflicting_parameters",
                "gaps?device=bad-1&gaps=many                  | 400 | invalid_limit",
                "correlation?a=bad-1/t                        | 404 | unknown_series",
                "correlation?a=bad-1&b=bad-1/t                | 404 | unknown_series",
                "correlation?a=bad-1/t&b=nobody/t             | 404 | no_readings",
                "histogram?device=bad-1&bins=0                | 400 | invalid_bins",
                "histogram?device=bad-1&bins=10000000         | 400 | invalid_bins",
                "histogram?device=bad-1&width=0               | 400 | invalid_bins",
                "histogram?device=bad-1&width=1e-300          | 400 | invalid_bins",
                "histogram?device=bad-1&bins=2&width=1        | 400 | conflicting_parameters",
                "histogram?device=bad-1&min=3&max=2           | 400 | invalid_bins",
            })
    void badQuestionsAreProblems(String path, int status, String code) {
        Api.Answer answer = api.get("/api/v1/analysis/" + path);

        assertThat(answer.code()).as("%s", answer.body()).isEqualTo(code);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body().path("blame").asString()).isEqualTo("client");
    }

    @Test
    void nothingInAnyParameterIsAnErrorOfOurs() {
        for (String path : PATHS) {
            for (String parameter : PARAMETERS) {
                for (String nasty : NASTY) {
                    String call =
                            "/api/v1/"
                                    + path
                                    + "?"
                                    + (parameter.equals("device") ? "" : "device=bad-1&")
                                    + parameter
                                    + "="
                                    + URLEncoder.encode(nasty, StandardCharsets.UTF_8);
                    Api.Answer answer = api.get(call);
                    assertThat(answer.status()).as(call).isLessThan(500);
                    if (answer.status() >= 400) {
                        assertThat(answer.code()).as(call).isNotEmpty();
                    }
                }
            }
        }
        assertThat(api.get("/api/v1/latest?device=bad-1").status()).isEqualTo(200);
    }

    @Test
    void rangeOfAThousandYearsIsAnswered() {
        for (String path : PATHS) {
            String call =
                    "/api/v1/"
                            + path
                            + "?device=bad-1&a=bad-1/t&b=bad-1/t&from=1970-01-01&to=2970-01-01";
            assertThat(api.get(call).status()).as(call).isEqualTo(200);
        }
    }
}
