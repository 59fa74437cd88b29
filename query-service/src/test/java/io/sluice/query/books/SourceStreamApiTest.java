package io.sluice.query.books;

import static io.sluice.query.ReadingsProducer.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.query.Api;
import io.sluice.query.QueryServiceTest;
import io.sluice.query.ReadingsProducer;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@QueryServiceTest
class SourceStreamApiTest {
    private static final String STREAMS = "/api/v1/source-streams";
    private static final Instant NOON = Instant.parse("2026-01-21T12:00:00Z");

    @LocalServerPort private int port;

    private Api api;

    @BeforeEach
    void connect() {
        api = new Api(port);
    }

    @Test
    void booksOfAStreamBalance() {
        try (ReadingsProducer producer = new ReadingsProducer()) {
            producer.send(
                    message("k1", "books:one")
                            .reading("t", NOON, 1)
                            .reading("t", NOON.plusSeconds(1), 2));
            producer.send(
                    message("k1", "books:one")
                            .reading("t", NOON, 1)
                            .reading("t", NOON.plusSeconds(1), 3));
            producer.reject("k1", "books:one", 4);
            producer.send(message("k1", "books:two").reading("t", NOON.plusSeconds(2), 1));
        }

        await().untilAsserted(() -> {
            JsonNode body = api.get(STREAMS + "?prefix=books:").body();
            assertThat(body.path("source_streams").size()).isEqualTo(2);
            assertThat(body.path("total").path("received").asInt()).isEqualTo(9);
        });
        JsonNode one = api.get(STREAMS + "?prefix=books:one").body().path("source_streams").get(0);
        assertThat(one.path("source_stream").asString()).isEqualTo("books:one");
        assertThat(one.path("received").asInt()).isEqualTo(8);
        assertThat(one.path("stored").asInt()).isEqualTo(2);
        assertThat(one.path("duplicate").asInt()).isEqualTo(1);
        assertThat(one.path("corrected").asInt()).isEqualTo(1);
        assertThat(one.path("rejected").asInt()).isEqualTo(4);
    }

    /** PostgreSQL knows no text with this character. */
    @Test
    void characterThatNoNameHasIsRefused() {
        Api.Answer answer = api.get(STREAMS + "?prefix=%00");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("invalid_parameter");
        assertThat(api.get("/api/v1/devices/a%00b/series").status()).isEqualTo(400);
    }

    @Test
    void badLimitIsRefused() {
        assertThat(api.get(STREAMS + "?limit=0").code()).isEqualTo("invalid_limit");
        assertThat(api.get(STREAMS + "?limit=1001").code()).isEqualTo("invalid_limit");
    }
}
