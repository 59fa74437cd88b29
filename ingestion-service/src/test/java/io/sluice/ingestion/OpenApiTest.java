package io.sluice.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.openapi.OpenApiDocument;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
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
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The API document says what the service does, and the service does what it says. */
@IngestionServiceTest
class OpenApiTest {
    private final OpenApiDocument document = document();
    private final List<String> flaws = new ArrayList<>();
    private final Set<String> answeredWell = new TreeSet<>();

    @LocalServerPort private int port;

    @Autowired
    @Qualifier("requestMappingHandlerMapping") private RequestMappingHandlerMapping routes;

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
        post(
                "/api/v1/devices",
                "{\"id\":\"o1\",\"expected_interval\":\"PT30S\",\"installed_date\":\"2024-01-15\"}");
        post("/api/v1/devices", "{\"id\":\"o1\"}");
        post("/api/v1/devices", "{\"id\":\"a b\"}");
        post("/api/v1/devices/import", "text/csv", "id,labels\no2,a=b\nbad id,\n");
        post("/api/v1/devices/import", "text/csv", "colour\nred\n");
        check("GET", "/api/v1/devices?limit=1", api.get("/api/v1/devices?limit=1"));
        check("GET", "/api/v1/devices?limit=0", api.get("/api/v1/devices?limit=0"));
        check("GET", "/api/v1/devices/o1", api.get("/api/v1/devices/o1"));
        check("GET", "/api/v1/devices/o-nobody", api.get("/api/v1/devices/o-nobody"));
        check("PUT", "/api/v1/devices/o1", api.put("/api/v1/devices/o1", "{\"name\":\"One\"}"));

        post(
                "/api/v1/readings",
                "[{\"device_id\":\"o1\",\"t\":1,\"fw\":\"x\"},{\"device_id\":\"o-nobody\",\"t\":1}]");
        post("/api/v1/readings", "{\"device_id\":\"o1\",\"t\":NaN}");
        post("/api/v1/readings", "{\"device_id\":\"o-nobody\",\"t\":1}");
        post("/api/v1/readings", "application/xml", "<t/>");
        post("/api/v1/readings", "application/json", " ".repeat(10 * 1024 * 1024 + 1));
        check("GET", "/api/reading?device_id=o1&t=1", api.get("/api/reading?device_id=o1&t=1"));
        check(
                "GET",
                "/api/reading?device_id=o-nobody&t=1",
                api.get("/api/reading?device_id=o-nobody&t=1"));
        post("/api/reading", "{\"device_id\":\"o1\",\"t\":1}");
        post("/api/reading", "{\"device_id\":\"o1\"}");
        post(
                "/api/readings/batch",
                "[{\"device_id\":\"o1\",\"t\":1},{\"device_id\":\"o-nobody\",\"t\":1}]");
        post("/api/readings/batch", "[]");

        check("GET", "/api/v1/rejections", api.get("/api/v1/rejections"));
        check("GET", "/api/v1/rejections?limit=0", api.get("/api/v1/rejections?limit=0"));
        String id =
                api.get("/api/v1/rejections")
                        .body()
                        .path("rejections")
                        .get(0)
                        .path("id")
                        .asString();
        check("GET", "/api/v1/rejections/" + id, api.get("/api/v1/rejections/" + id));
        check("GET", "/api/v1/rejections/0-99999", api.get("/api/v1/rejections/0-99999"));
        post("/api/v1/rejections/replay", "{\"device\":\"o-nobody\"}");
        post("/api/v1/rejections/replay", "{\"limit\":0}");
        check("DELETE", "/api/v1/devices/o1", api.delete("/api/v1/devices/o1"));
        check("DELETE", "/api/v1/devices/o1", api.delete("/api/v1/devices/o1"));

        assertThat(flaws).isEmpty();
        assertThat(answeredWell).isEqualTo(document.operations());
    }

    @Test
    void documentAndItsPageAreServed() {
        assertThat(api.get("/openapi.yaml").status()).isEqualTo(200);
        assertThat(api.get("/docs/index.html").status()).isEqualTo(200);
        assertThat(api.get("/webjars/swagger-ui/swagger-ui-bundle.js").status()).isEqualTo(200);
    }

    private void post(String path, String json) {
        post(path, Api.JSON, json);
    }

    private void post(String path, String contentType, String body) {
        check("POST", path, api.post(path, contentType, body.getBytes(StandardCharsets.UTF_8)));
    }

    private void check(String method, String path, Api.Answer answer) {
        String contentType = answer.headers().getOrDefault("Content-Type", "");
        flaws.addAll(document.flawsOf(method, path, answer.status(), contentType, answer.body()));
        if (answer.status() < 300) {
            document.operationOf(method, path).ifPresent(answeredWell::add);
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
