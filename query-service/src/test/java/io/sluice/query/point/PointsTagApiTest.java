package io.sluice.query.point;

import static io.sluice.query.ReadingsProducer.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.query.Api;
import io.sluice.query.QueryServiceTest;
import io.sluice.query.ReadingsProducer;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Points of a range that has passed are asked for again without being read again. */
@QueryServiceTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PointsTagApiTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Instant DAY = Instant.parse("2025-03-05T00:00:00Z");

    private final ReadingsProducer producer = new ReadingsProducer();

    @LocalServerPort private int port;

    private Api api;

    @BeforeAll
    void write() {
        for (String resolution : new String[] {"raw", "hourly", "daily", "auto"}) {
            ReadingsProducer.Message message = message("ptag-" + resolution, "tags");
            for (int i = 0; i < 48; i++) {
                message.reading("t", DAY.plus(Duration.ofMinutes(30L * i)), i);
            }
            producer.send(message);
        }
    }

    @AfterAll
    void close() {
        producer.close();
    }

    @BeforeEach
    void connect() {
        api = new Api(port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"raw", "hourly", "daily", "auto"})
    void onlyWhatHappensInTheRangeChangesItsTag(String resolution) {
        String device = "ptag-" + resolution;
        String target = ofTheDay(device, resolution);
        String tag = awaitTag(target, "none");
        assertThat(known(target, tag).status()).isEqualTo(304);
        assertThat(known(target, tag).headers()).containsEntry("ETag", tag);

        Instant another = DAY.plus(Duration.ofDays(3));
        producer.send(message(device, "tags").reading("t", another, 1));
        awaitTag(points(device, resolution) + "&from=2025-03-08&to=2025-03-09", "none");
        assertThat(known(target, tag).status()).isEqualTo(304);

        producer.send(message(device, "tags").reading("t", DAY.plusSeconds(7), 1_000));
        String late = awaitTag(target, tag);
        assertThat(known(target, tag).status()).isEqualTo(200);
        assertThat(known(target, late).status()).isEqualTo(304);

        producer.send(message(device, "tags").reading("t", DAY.plusSeconds(7), 2_000));
        String corrected = awaitTag(target, late);
        assertThat(corrected).isNotEqualTo(tag);
        assertThat(known(target, late).status()).isEqualTo(200);
    }

    @Test
    void anotherRangeOrFormatHasAnotherTag() {
        String target = ofTheDay("ptag-hourly", "hourly");
        String tag = awaitTag(target, "none");

        assertThat(known(target.replace("hourly&", "PT2H&"), tag).status()).isEqualTo(200);
        assertThat(known(target.replace("03-06", "03-07"), tag).status()).isEqualTo(200);
        assertThat(known(target + "&format=csv", tag).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"&from=2025-03-05", "&from=2025-03-05&to=9999-01-01"})
    void rangeThatGoesOnHasNoTag(String range) {
        awaitTag(ofTheDay("ptag-hourly", "hourly"), "none");

        assertThat(api.get(points("ptag-hourly", "hourly") + range).headers())
                .doesNotContainKey("ETag");
    }

    private static String ofTheDay(String device, String resolution) {
        return points(device, resolution) + "&from=2025-03-05&to=2025-03-06";
    }

    private static String points(String device, String resolution) {
        return "/api/v1/devices/" + device + "/series/t/points?resolution=" + resolution;
    }

    /** A tag other than the one before: it is missing until rollups tell of all readings. */
    private String awaitTag(String target, String before) {
        await().atMost(PATIENCE)
                .until(() -> {
                    Api.Answer answer = api.get(target);
                    return answer.headers().containsKey("ETag")
                            && !before.equals(answer.headers().get("ETag"));
                });
        return String.valueOf(api.get(target).headers().get("ETag"));
    }

    private Api.Answer known(String target, String tag) {
        return api.send(api.request(target).header("If-None-Match", tag).GET());
    }
}
