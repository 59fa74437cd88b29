package io.sluice.query.point;

import static io.sluice.query.ReadingsProducer.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.query.Api;
import io.sluice.query.QueryServiceTest;
import io.sluice.query.ReadingsProducer;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** What would read too much. The settings are those of other tests, which share the service. */
@QueryServiceTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestPropertySource(properties = {"sluice.queries.most-series=10", "sluice.queries.most-rows=1000"})
class MostRowsApiTest {
    private static final int READINGS = 1_100;
    private static final String POINTS = "/api/v1/devices/pmost/series/t/points?resolution=";

    @LocalServerPort private int port;

    private Api api;

    @BeforeEach
    void connect() {
        api = new Api(port);
    }

    @BeforeAll
    void write() {
        try (ReadingsProducer producer = new ReadingsProducer()) {
            ReadingsProducer.Message message = message("pmost", "most");
            for (int i = 0; i < READINGS; i++) {
                message.reading("t", Instant.parse("2025-04-01T00:00:00Z").plusSeconds(10L * i), i);
            }
            producer.send(message);
        }
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(
                                        new Api(port)
                                                .get(POINTS + "whole&aggregate=count")
                                                .body()
                                                .at("/points/0/value")
                                                .asInt())
                                .isEqualTo(READINGS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PT15M",
                "hourly&aggregate=p50",
                "hourly&quality=good",
                "raw&quality=good",
                "raw&downsample=m4"
            })
    void answerForWhichTooMuchWouldBeReadIsRefused(String parameters) {
        Api.Answer answer = api.get(POINTS + parameters);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("too_many_rows");
        assertThat(answer.body().path("detail").asString())
                .contains("1100 readings", "sluice.queries.most-rows 1000");
    }

    @ParameterizedTest
    @CsvSource({
        "hourly, hourly",
        "auto, hourly",
        "PT15M&from=2025-04-01&to=2025-04-01T02:00:00Z, raw",
        "raw&downsample=m4&from=2025-04-01&to=2025-04-01T02:00:00Z, raw",
    })
    void rollupsAndAShorterRangeAreAnswered(String parameters, String tier) {
        Api.Answer answer = api.get(POINTS + parameters);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("tier").asString()).isEqualTo(tier);
    }

    @Test
    void questionAboutManySeriesIsRefusedToo() {
        Api.Answer answer =
                api.send(
                        api.request("/api/v1/query")
                                .header("Content-Type", "application/json")
                                .POST(
                                        BodyPublishers.ofString(
                                                """
                                                {"series": [{"device": "pmost"}], "resolution": "PT15M"}
                                                """)));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("too_many_rows");
    }
}
