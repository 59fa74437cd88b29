package io.sluice.query.classic;

import static io.sluice.query.ReadingsProducer.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.awaitility.Awaitility.await;

import io.sluice.query.Api;
import io.sluice.query.QueryServiceTest;
import io.sluice.query.ReadingsProducer;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** What the lab's clients read, as they read it. */
@QueryServiceTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClassicApiTest {
    private static final Instant MIDNIGHT = Instant.parse("2026-01-21T00:00:00Z");

    @LocalServerPort private int port;

    private Api api;

    /** 48 hours, a reading every half hour with temperature, and humidity with every other. */
    @BeforeAll
    void write() {
        try (ReadingsProducer producer = new ReadingsProducer()) {
            ReadingsProducer.Message message = message("4711", "classic");
            for (int i = 0; i < 96; i++) {
                Instant time = MIDNIGHT.plus(Duration.ofMinutes(30L * i));
                message.reading("temperature", time, i / 10.0);
                if (i % 2 == 0) {
                    message.reading("humidity", time, 50 + i % 3);
                }
            }
            producer.send(message);
            producer.send(message("room-a", "classic").reading("t", MIDNIGHT, 1));
            producer.send(
                    message("extreme", "classic")
                            .reading("top", MIDNIGHT, Double.MAX_VALUE)
                            .reading("top", MIDNIGHT.plusSeconds(1), Double.MAX_VALUE)
                            .reading("top", MIDNIGHT.plusSeconds(2), Double.MAX_VALUE)
                            .reading("both", MIDNIGHT, Double.MAX_VALUE)
                            .reading("both", MIDNIGHT.plusSeconds(1), -Double.MAX_VALUE)
                            .reading("mixed", MIDNIGHT, 1.5e308)
                            .reading("mixed", MIDNIGHT.plusSeconds(1), 1)
                            .reading("mixed", MIDNIGHT.plusSeconds(2), -Double.MIN_VALUE)
                            .reading("wide", MIDNIGHT, 1e200)
                            .reading("wide", MIDNIGHT.plusSeconds(1), 0)
                            .reading("tiny", MIDNIGHT, Double.MIN_VALUE));
        }
    }

    @BeforeEach
    void connect() {
        api = new Api(port);
        await().untilAsserted(() -> {
            assertThat(api.get("/api/stats/4711").body().path("total_readings").asInt())
                    .isEqualTo(96);
            assertThat(api.get("/api/readings/room-a").status()).isEqualTo(200);
            assertThat(api.get("/api/readings/extreme").status()).isEqualTo(200);
        });
    }

    @Test
    void newestReadingsAreRowsWithAllMetricsOfTheirTime() {
        JsonNode body = api.get("/api/readings/4711?limit=3").body();

        assertThat(body.propertyNames()).containsExactly("device_id", "count", "readings");
        assertThat(body.path("device_id").isIntegralNumber()).isTrue();
        assertThat(body.path("count").asInt()).isEqualTo(3);
        JsonNode newest = body.path("readings").get(0);
        assertThat(newest.path("timestamp").asString()).isEqualTo("2026-01-22T23:30:00Z");
        assertThat(newest.path("temperature").asDouble()).isEqualTo(9.5);
        assertThat(newest.has("humidity")).isFalse();
        assertThat(newest.path("reading_id").asLong()).isEqualTo(1_769_124_600_000_000L);
        JsonNode second = body.path("readings").get(1);
        assertThat(second.path("temperature").asDouble()).isEqualTo(9.4);
        assertThat(second.path("humidity").asDouble()).isEqualTo(51);
    }

    @Test
    void tenAreShownWhenNoLimitIsGiven() {
        assertThat(api.get("/api/readings/4711").body().path("count").asInt()).isEqualTo(10);
        assertThat(api.get("/api/readings/4711?limit=1000").body().path("count").asInt())
                .isEqualTo(96);
    }

    @Test
    void idThatIsNoNumberStaysText() {
        assertThat(api.get("/api/readings/room-a").body().path("device_id").asString())
                .isEqualTo("room-a");
    }

    @Test
    void statisticsHaveTheLabsShape() {
        JsonNode body = api.get("/api/stats/4711").body();

        assertThat(body.propertyNames())
                .containsExactly(
                        "device_id",
                        "total_readings",
                        "first_reading",
                        "last_reading",
                        "statistics");
        assertThat(body.path("first_reading").asString()).isEqualTo("2026-01-21T00:00:00Z");
        assertThat(body.path("last_reading").asString()).isEqualTo("2026-01-22T23:30:00Z");
        JsonNode temperature = body.path("statistics").path("temperature");
        assertThat(temperature.path("avg").asDouble()).isEqualTo(4.75);
        assertThat(temperature.path("min").asDouble()).isEqualTo(0);
        assertThat(temperature.path("max").asDouble()).isEqualTo(9.5);
        assertThat(body.path("statistics").path("humidity").path("avg").asDouble()).isEqualTo(51);
    }

    @Test
    void hourlyStatisticsAreThoseOfTheLastDayOfData() {
        JsonNode body = api.get("/api/stats/4711?period=hourly").body();

        assertThat(body.path("period").asString()).isEqualTo("hourly");
        assertThat(body.path("buckets").size()).isEqualTo(25);
        JsonNode last = body.path("buckets").get(24);
        assertThat(last.path("start").asString()).isEqualTo("2026-01-22T23:00:00Z");
        assertThat(last.path("num_readings").asInt()).isEqualTo(2);
        assertThat(last.path("statistics").path("temperature").path("avg").asDouble())
                .isEqualTo(9.45);
    }

    @Test
    void dailyStatisticsAreByUtcDayWhateverTheZoneOfTheMachine() {
        JsonNode buckets = api.get("/api/stats/4711?period=daily").body().path("buckets");

        assertThat(buckets.values().stream().map(bucket -> bucket.path("start").asString()))
                .containsExactly("2026-01-21T00:00:00Z", "2026-01-22T00:00:00Z");
        assertThat(buckets.get(0).path("num_readings").asInt()).isEqualTo(48);
        assertThat(buckets.get(0).path("statistics").path("temperature").path("max").asDouble())
                .isEqualTo(4.7);
    }

    @Test
    void rangeNarrowsTheStatistics() {
        JsonNode body = api.get("/api/stats/4711?period=daily&from=2026-01-22").body();

        assertThat(body.path("total_readings").asInt()).isEqualTo(48);
        assertThat(body.path("buckets").size()).isEqualTo(1);
    }

    /** Their sum is beyond what a double can hold, and so are the squares of much smaller ones. */
    @ParameterizedTest
    @CsvSource({
        "top, 1.7976931348623157e308",
        "both, 0",
        "mixed, 5e307",
        "wide, 5e199",
        "tiny, 0",
    })
    void meanOfExtremeValuesIsTheirMean(String metric, double mean) {
        Api.Answer answer = api.get("/api/stats/extreme?period=daily");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(mean(answer.body(), metric)).isCloseTo(mean, withinPercentage(1e-10));
        assertThat(mean(answer.body().path("buckets").get(0), metric))
                .isCloseTo(mean, withinPercentage(1e-10));
    }

    private static double mean(JsonNode node, String metric) {
        return node.path("statistics").path(metric).path("avg").asDouble();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/readings/999999, 404, no_readings",
        "/api/readings/4711?limit=0, 400, invalid_limit",
        "/api/readings/4711?limit=10001, 400, invalid_limit",
        "/api/readings/4711?limit=x, 400, invalid_parameter",
        "/api/stats/999999, 404, no_readings",
        "/api/stats/4711?period=weekly, 400, invalid_period",
        "/api/stats/4711?from=2030-01-01, 404, no_readings",
        "/api/stats/4711?from=then, 400, invalid_time",
    })
    void errorsHaveTheLabsStatusAndItsMember(String path, int status, String code) {
        Api.Answer answer = api.get(path);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.body().path("error").asString()).isNotBlank();
    }
}
