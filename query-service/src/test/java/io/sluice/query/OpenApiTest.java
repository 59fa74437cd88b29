package io.sluice.query;

import static io.sluice.query.ReadingsProducer.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.openapi.OpenApiDocument;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The API document says what the service does, and the service does what it says. */
@QueryServiceTest
class OpenApiTest {
    private final OpenApiDocument document = document();
    private final List<String> flaws = new ArrayList<>();
    private final Set<String> answeredWell = new TreeSet<>();

    @LocalServerPort private int port;

    @Autowired
    @Qualifier("requestMappingHandlerMapping") private RequestMappingHandlerMapping routes;

    @Autowired private JdbcTemplate jdbc;

    private Api api;

    @BeforeEach
    void connect() {
        api = new Api(port);
    }

    @Test
    void documentIsOpenApi31AndItsExamplesFitItsSchemas() {
        assertThat(document.version()).isEqualTo("3.1.0");
        assertThat(document.flawsOfExamples()).isEmpty();
    }

    @Test
    void everyRouteIsDocumentedAndNothingElse() {
        Set<String> real =
                routes.getHandlerMethods().entrySet().stream()
                        .filter(route ->
                                route.getValue()
                                        .getBeanType()
                                        .getPackageName()
                                        .startsWith("io.sluice"))
                        .flatMap(route ->
                                route.getKey().getPatternValues().stream()
                                        .flatMap(path ->
                                                route
                                                        .getKey()
                                                        .getMethodsCondition()
                                                        .getMethods()
                                                        .stream()
                                                        .map(method -> method + " " + path)))
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(document.operations()).isEqualTo(real);
    }

    @Test
    void realAnswersAreAsDocumented() {
        write();
        RequestExample.all().forEach(this::check);

        assertThat(flaws).isEmpty();
        assertThat(answeredWell).isEqualTo(document.operations());
    }

    @Test
    void documentAndItsPageAreServed() {
        assertThat(api.get("/openapi.yaml").status()).isEqualTo(200);
        assertThat(api.get("/docs/index.html").status()).isEqualTo(200);
        assertThat(api.get("/webjars/swagger-ui/swagger-ui-bundle.js").status()).isEqualTo(200);
    }

    private void write() {
        Instant noon = Instant.parse("2026-01-21T12:00:00Z");
        try (ReadingsProducer producer = new ReadingsProducer()) {
            producer.send(
                    message("o1", "openapi")
                            .reading("t", noon, 1)
                            .reading("t", noon, 1, 2, 15)
                            .reading("h", noon.plusSeconds(1), 2)
                            .unit("Cel"));
            ArchiveExample.make(api, producer, jdbc);
        }
        // One whose id the examples know. It is never stale, and nobody holds it.
        jdbc.update(
                """
                insert into live_session (id, width, window_micros, series_ids, refreshed_at)
                values ('00000000-0000-4000-8000-000000000001', 800, 300000000, '{}', 'infinity')
                on conflict do nothing
                """);
        await().untilAsserted(() ->
                assertThat(api.get("/api/v1/devices/o1/latest").status()).isEqualTo(200));
    }

    private void check(RequestExample example) {
        Api.Answer answer = api.send(example.request(api));
        String contentType = answer.headers().getOrDefault("Content-Type", "");
        flaws.addAll(
                document.flawsOf(
                        example.method(),
                        example.path(),
                        answer.status(),
                        contentType,
                        answer.body()));
        if (answer.status() < 300) {
            document.operationOf(example.method(), example.path()).ifPresent(answeredWell::add);
        }
    }

    private static OpenApiDocument document() {
        try (InputStream in =
                Objects.requireNonNull(
                        OpenApiTest.class.getResourceAsStream("/static/openapi.yaml"))) {
            return OpenApiDocument.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
