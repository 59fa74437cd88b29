package io.sluice.query.point;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.query.Api;
import io.sluice.query.QueryServiceTest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

@QueryServiceTest
class PointsBadInputTest {
    private static final String POINTS = "/api/v1/devices/pq1/series/t/points?";

    @LocalServerPort private int port;

    @Autowired private JdbcTemplate jdbc;

    private Api api;

    @BeforeEach
    void connect() {
        api = new Api(port);
        jdbc.update(
                "insert into series (device_id, metric) values ('pq1', 't') on conflict do"
                        + " nothing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "from=2026-01-02&to=2026-01-01|invalid_range",
                "resolution=PT1H&from=2026-01-02&to=2026-01-01|invalid_range",
                "from=yesterday|invalid_time",
                "to=10000-01-01|invalid_time",
                "resolution=PT0S|invalid_resolution",
                "resolution=-PT1H|invalid_resolution",
                "resolution=PT1000000H|invalid_resolution",
                "resolution=PT0.0005S|invalid_resolution",
                "resolution=P1M|invalid_resolution",
                "resolution=weekly|invalid_resolution",
                "aggregate=median|invalid_aggregate",
                "aggregate=avg,avg|invalid_aggregate",
                "aggregate=avg,,max|invalid_aggregate",
                "aggregate=,|invalid_aggregate",
                "max_points=0|invalid_max_points",
                "max_points=10000000|invalid_max_points",
                "max_points=-1|invalid_max_points",
                "max_points=99999999999999999999|invalid_max_points",
                "max_points=many|invalid_max_points",
                "max_points=3&downsample=m4|invalid_max_points",
                "downsample=LTTB|invalid_downsample",
                "fill=zero|invalid_fill",
                "quality=bad|invalid_quality",
                "quality=good,!late|invalid_quality",
                "quality=!good|invalid_quality",
                "quality=good,good,good,good,good,good,good,good,good|invalid_quality",
                "zone=Mars/Olympus|invalid_zone",
                "zone=%2B05:30|invalid_zone",
                "calendar=HOUR:25|invalid_calendar",
                "calendar=EASTER|invalid_calendar",
                "order=up|invalid_order",
                "resolution=hourly&order=up|invalid_order",
                "limit=0|invalid_limit",
                "resolution=raw&limit=100001|invalid_limit",
                "limit=1.5|invalid_parameter",
                "cursor=x|invalid_cursor",
                "resolution=raw&cursor=2026-01-01|invalid_cursor",
                "resolution=hourly&cursor=MTc5NTI1NjEzMDAwMDAwMCwx|invalid_cursor",
                "resolution=raw&aggregate=max|conflicting_parameters",
                "resolution=raw&fill=null|conflicting_parameters",
                "resolution=hourly&max_points=10|conflicting_parameters",
                "downsample=lttb&fill=null|conflicting_parameters",
                "downsample=lttb&aggregate=min,max|conflicting_parameters",
                "resolution=raw&downsample=lttb&order=desc|conflicting_parameters",
                "resolution=raw&downsample=lttb&limit=5|conflicting_parameters",
                "downsample=m4&from=2026-01-01&to=2026-01-01|conflicting_parameters",
                "resolution=hourly&fill=linear&order=desc|conflicting_parameters",
                "order=desc&aggregate=max|conflicting_parameters",
            })
    void badParameterIsRefusedWithItsCode(String parameters, String code) {
        Api.Answer answer = api.get(POINTS + parameters);

        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("blame").asString()).isEqualTo("client");
    }

    @ParameterizedTest
    @CsvSource({
        "from, invalid_time",
        "to, invalid_time",
        "resolution, invalid_resolution",
        "aggregate, invalid_aggregate",
        "max_points, invalid_max_points",
        "downsample, invalid_downsample",
        "fill, invalid_fill",
        "quality, invalid_quality",
        "zone, invalid_zone",
        "calendar, invalid_calendar",
        "order, invalid_order",
        "limit, invalid_parameter",
        "cursor, invalid_cursor",
    })
    void charactersThatMeanSomethingInSqlMeanNothingInAnyParameter(String parameter, String code) {
        for (String text :
                new String[] {
                    "'; drop table reading; --",
                    "\" or 1=1",
                    "%",
                    "\\",
                    "$1",
                    "?",
                    "avg') --",
                    "good') or ('1'='1",
                    "\u0000",
                    "x".repeat(5_000)
                }) {
            Api.Answer answer =
                    api.get(
                            POINTS
                                    + parameter
                                    + "="
                                    + URLEncoder.encode(text, StandardCharsets.UTF_8));
            assertThat(answer.code()).as(text).isEqualTo(code);
            assertThat(answer.status()).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "resolution=auto&fill=null&max_points=10",
                "resolution=raw",
                "resolution=PT0.001S&fill=previous",
                "resolution=PT0.001S&fill=null&limit=5",
                "resolution=P1D&zone=Europe/Berlin&fill=null&limit=5",
                "resolution=P3660D&fill=null",
                "resolution=whole&fill=null",
                "resolution=whole&aggregate=p99&zone=Asia/Kathmandu",
                "downsample=m4",
                "resolution=daily&downsample=lttb&zone=Asia/Kathmandu",
                "max_points=1",
                "max_points=100000",
            })
    void rangeOfAThousandYearsIsAnswered(String parameters) {
        assertThat(api.get(POINTS + "from=1970-01-01&to=2970-01-01&" + parameters).status())
                .isEqualTo(200);
        assertThat(api.get(POINTS + parameters).status()).isEqualTo(200);
    }

    @Test
    void emptyRangeHasNoPoints() {
        for (String resolution :
                new String[] {"auto", "raw", "PT15M", "hourly", "daily", "whole"}) {
            Api.Answer answer =
                    api.get(
                            POINTS
                                    + "from=2026-01-01T10:30:00Z&to=2026-01-01T10:30:00Z&resolution="
                                    + resolution);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body().path("points").size()).isZero();
        }
    }

    @Test
    void answerSaysThatItWasCutAndWhereToGoOn() {
        Api.Answer answer =
                api.get(
                        POINTS
                                + "from=2026-01-01&to=2027-01-01&resolution=hourly&fill=null&limit=24");

        assertThat(answer.body().path("cut").asBoolean()).isTrue();
        assertThat(answer.body().path("next").asString()).isEqualTo("2026-01-02T00:00:00Z");
        assertThat(answer.body().path("points").size()).isEqualTo(24);
    }
}
