package io.sluice.query;

import static io.sluice.query.ReadingsProducer.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.JdbcTemplate;

/** An archive with a number that examples of requests can name. */
final class ArchiveExample {
    private static final long NUMBER = 1_000_000;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String POLICY = "/api/v1/retention/policies/archive-example";
    private static final String ARCHIVES =
            "/api/v1/retention/archives?from=1989-02-01&to=1989-03-01";

    private ArchiveExample() {}

    static void make(Api api, ReadingsProducer producer, JdbcTemplate jdbc) {
        if (api.get(ARCHIVES).body().path("archives").size() > 0) {
            return;
        }
        producer.send(
                message("archive-example", "openapi")
                        .reading("archive-example", Instant.parse("1989-02-05T12:00:00Z"), 1));
        api.send(
                api.request(POLICY)
                        .PUT(
                                HttpRequest.BodyPublishers.ofString(
                                        "{\"metric_pattern\":\"archive-example\",\"raw\":\"P30D\",\"archive\":true}"))
                        .header("Content-Type", "application/json"));
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    run(api);
                    assertThat(api.get(ARCHIVES).body().path("archives").size()).isOne();
                });
        await().atMost(PATIENCE).until(() -> hasEnded(api));
        api.send(api.request(POLICY).DELETE());
        jdbc.update(
                "update archive_file set id = ? where from_ts = '1989-02-01T00:00:00Z'", NUMBER);
    }

    private static boolean hasEnded(Api api) {
        return api.get("/api/v1/retention/runs?limit=1")
                .body()
                .path("runs")
                .path(0)
                .has("finished_at");
    }

    private static void run(Api api) {
        api.send(api.request("/api/v1/retention/runs").POST(HttpRequest.BodyPublishers.noBody()));
    }
}
