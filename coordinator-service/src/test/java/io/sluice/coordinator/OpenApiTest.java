package io.sluice.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.coordinator.model.OnnxFile;
import io.sluice.coordinator.problem.ErrorCode;
import io.sluice.openapi.OpenApiDocument;
import io.sluice.problem.ProblemCode;
import io.sluice.problem.RequestProblem;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/** The API document says what the service does, and the service does what it says. */
@CoordinatorServiceTest
class OpenApiTest {
    private static final String MODEL = "/api/v1/models/openapi";
    private static final String NODE = "/api/v1/nodes/openapi-1";
    private static final String NOBODY = "/api/v1/nodes/openapi-nobody";
    private static final UUID NO_TASK = new UUID(7, 7);

    private final String text = text();
    private final OpenApiDocument document = OpenApiDocument.parse(text);
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
    void everyCodeIsNamed() {
        assertThat(
                        Stream.<ProblemCode>concat(
                                        Stream.of(ErrorCode.values()),
                                        Stream.of(RequestProblem.values()))
                                .map(code -> "`" + code.code() + "`"))
                .allSatisfy(code -> assertThat(text.contains(code)).as(code).isTrue());
    }

    @Test
    void realAnswersAreAsDocumented() throws Exception {
        uploadModel("1");
        uploadModel("2");
        refuseUploads();
        download();
        rollOut();
        registerNode();
        submitTasks();
        workOnTasks();
        readResults();
        remove();

        assertThat(flaws).isEmpty();
        assertThat(answeredWell).isEqualTo(document.operations());
    }

    private void uploadModel(String version) {
        byte[] file = OnnxFile.bytes(100, version.hashCode());
        String path = MODEL + "/versions/" + version;
        String begun =
                "{\"sha256\":\"%s\",\"size\":%d,\"description\":\"%s\"}"
                        .formatted(OnnxFile.sha256(file), file.length, version);
        put(path, "{\"sha256\":\"x\",\"size\":1}");
        put(path, begun);
        put(path, begun);
        post(path + "/completion", "");
        get(path + "/content");
        patch(path + "/content", 1, file);
        patch(path + "/content", 0, file);
        head(path + "/content");
        post(path + "/completion", "");
        post(path + "/completion", "");
        patch(path + "/content", 0, file);
        put(path, "{\"sha256\":\"%s\",\"size\":%d}".formatted("0".repeat(64), file.length));
        get(path);
        get(MODEL + "/versions/9");
        post(MODEL + "/versions/9/completion", "");
    }

    private void refuseUploads() {
        String path = MODEL + "/versions/3";
        put(path, "{\"sha256\":\"%s\",\"size\":%d}".formatted("0".repeat(64), 1L << 40));
        put(path, "{\"sha256\":\"%s\",\"size\":3}".formatted("0".repeat(64)));
        patch(path + "/content", 0, new byte[4]);
        check(
                "PATCH",
                path + "/content",
                api.send(request(path + "/content", "PATCH", "text/plain")));
        check(
                "PATCH",
                path + "/content",
                api.send(request(path + "/content", "PATCH", "application/octet-stream")));
        post(MODEL + "/rollout", "{\"version\":\"3\",\"share\":0.5}");
        put(MODEL + "/stable", "{\"version\":\"3\"}");
        patch(path + "/content", 0, new byte[3]);
        post(path + "/completion", "");
        delete(path);
        get(MODEL + "/versions/-");
        head(MODEL + "/versions/-/content");
    }

    private HttpRequest.Builder request(String path, String method, String contentType) {
        return api.request(path)
                .header("Content-Type", contentType)
                .method(method, BodyPublishers.ofString("x"));
    }

    private void download() {
        String path = MODEL + "/versions/1/content";
        Api.Answer whole = api.get(path);
        check("GET", path, whole);
        getWith(path, "Range", "bytes=1-2", 206);
        getWith(path, "Range", "bytes=100000-", 416);
        getWith(path, "If-None-Match", whole.headers().getOrDefault("ETag", ""), 304);
    }

    private void getWith(String path, String header, String value, int status) {
        Api.Answer answer = api.send(api.request(path).header(header, value).GET());
        assertThat(answer.status()).isEqualTo(status);
        check("GET", path, answer);
    }

    private void rollOut() {
        get("/api/v1/models");
        get("/api/v1/models?limit=0");
        get(MODEL);
        get("/api/v1/models/openapi-none");
        get(MODEL + "/rollout");
        put(MODEL + "/stable", "{\"version\":\"1\"}");
        put(MODEL + "/stable", "{\"version\":\"9\"}");
        post(MODEL + "/rollout", "{\"version\":\"2\",\"share\":7}");
        post(MODEL + "/rollout", "{\"version\":\"9\",\"share\":0.5}");
        post(MODEL + "/rollout", "{\"version\":\"2\",\"share\":0.5}");
        post(MODEL + "/rollout", "{\"version\":\"2\",\"share\":0.7}");
        post(MODEL + "/rollout", "{\"version\":\"1\",\"share\":0.5}");
        put(MODEL + "/stable", "{\"version\":\"2\"}");
        get(MODEL);
        get(MODEL + "/rollout");
        post(MODEL + "/rollout/stop", "{\"reason\":\"not yet\"}");
        post(MODEL + "/rollout/stop", "{}");
        post(MODEL + "/rollout", "{\"version\":\"2\",\"share\":1}");
        post(MODEL + "/rollout/promotion", "");
        post(MODEL + "/rollout/promotion", "{\"reason\":\"again\"}");
    }

    private void registerNode() {
        String node =
                """
                {"address":"here","capacity":8,"models":{"openapi":["2"]},"labels":{"gpu":"yes"},\
                "incarnation":"i1"}\
                """;
        put(NODE, node);
        put(NODE, node);
        put(NODE, "{\"capacity\":0,\"models\":{}}");
        post(NODE + "/heartbeat", "{\"incarnation\":\"i1\",\"load\":{\"cpu\":0.5}}");
        post(NODE + "/heartbeat", "{\"incarnation\":\"i0\"}");
        post(NOBODY + "/heartbeat", "{}");
        get(NODE);
        get(NOBODY);
        get(NODE + "/models");
        get(NOBODY + "/models");
        get("/api/v1/nodes");
        get("/api/v1/nodes?state=tired");
        post(NODE + "/drain", "");
        post(NODE + "/resume", "");
        post(NOBODY + "/drain", "");
        get("/api/v1/cluster");
    }

    private void submitTasks() {
        String task =
                """
                {"model":"openapi","priority":"HIGH","device_id":"o1","payload":{"x":[1]},\
                "labels":{"gpu":"yes"},"deadline":"PT5M","idempotency_key":"openapi-1"}\
                """;
        post("/api/v1/tasks", task);
        post("/api/v1/tasks", task);
        post("/api/v1/tasks", task.replace("[1]", "[2]"));
        post("/api/v1/tasks", "{\"model\":\"openapi\",\"priority\":\"URGENT\",\"payload\":1}");
        post("/api/v1/tasks", "{\"model\":\"openapi-none\",\"payload\":1}");
        post(
                "/api/v1/tasks",
                "{\"model\":\"openapi\",\"payload\":\"%s\"}".formatted("x".repeat(300_000)));
        post(
                "/api/v1/tasks/batch",
                """
                {"tasks":[{"model":"openapi","payload":1},{"model":"openapi","payload":2},\
                {"model":"openapi","payload":3},{"payload":4}]}\
                """);
        post("/api/v1/tasks/batch", "{\"tasks\":[{\"payload\":4}]}");
        post(
                "/api/v1/tasks/batch",
                "{\"tasks\":[{\"payload\":4},{\"model\":\"openapi-none\",\"payload\":4}]}");
        post("/api/v1/tasks/batch", "{\"tasks\":[]}");
        post("/api/v1/tasks/batch", "{\"tasks\":[" + "{},".repeat(1_000) + "{}]}");
        post("/api/v1/tasks", "{");
        check("POST", "/api/v1/tasks", api.send(request("/api/v1/tasks", "POST", "text/plain")));
        get("/api/v1/tasks?model=openapi&limit=1");
        get("/api/v1/tasks?state=tired");
        get("/api/v1/tasks/" + NO_TASK);
        get("/api/v1/tasks/seven");
        String id =
                postForId(
                        """
                        {"model":"openapi","payload_reference":"http://127.0.0.1:9/frame",\
                        "webhook":"http://127.0.0.1:9/done"}\
                        """);
        delete("/api/v1/tasks/" + id);
        get("/api/v1/tasks/" + id);
        delete("/api/v1/tasks/" + NO_TASK);
        get("/api/v1/cluster");
    }

    private void workOnTasks() {
        JsonNode leases = post(NODE + "/leases?max=4&wait=PT30S", "").body().path("leases");
        post(NODE + "/leases?max=1&wait=never", "");
        post(NODE + "/leases?incarnation=i0", "");
        post(NOBODY + "/leases?max=1&wait=PT0S", "");
        assertThat(leases.size())
                .as("leases of %s", api.get("/api/v1/tasks?model=openapi").body())
                .isGreaterThanOrEqualTo(2);
        String first = name(leases.get(0));
        String second = name(leases.get(1));
        String late = "{\"task_id\":\"%s\",\"token\":1}".formatted(NO_TASK);
        String id = leases.get(0).path("task_id").asString();

        get("/api/v1/tasks/" + id);
        post(NODE + "/leases/renewals", "{\"leases\":[{%s},%s]}".formatted(first, late));
        post(NODE + "/leases/renewals", "{\"leases\":[%s]}".formatted(late));
        post(NODE + "/leases/renewals", "{\"leases\":[{\"token\":1}]}");
        post(NODE + "/leases/returns", "{\"leases\":[{%s}],\"reason\":\"x\"}".formatted(second));
        post(NODE + "/leases/returns", "{\"leases\":[%s]}".formatted(late));
        String result =
                "{\"results\":[{%s,\"status\":\"succeeded\",\"output\":{\"y\":[1]}}]}"
                        .formatted(first);
        post(NODE + "/results", result);
        post(NODE + "/results", result);
        post(NODE + "/results", "{\"results\":[{%s,\"status\":\"done\"}]}".formatted(first));
        post(NODE + "/results", "{\"results\":[]}");
        String output = "\"%s\"".formatted("x".repeat(1 << 20));
        post(NODE + "/results", result.replace("[1]", output));
        post(NOBODY + "/results", result);
        get("/api/v1/tasks/" + id);
        delete("/api/v1/tasks/" + id);
    }

    private void readResults() throws Exception {
        get("/api/v1/results?model=openapi&limit=1");
        get("/api/v1/results?device=o1&from=2026-01-01T00:00:00Z");
        get("/api/v1/results?state=queued");
        get("/api/v1/results/live?state=queued");
        String live = "/api/v1/results/live?model=openapi";
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<InputStream> stream =
                    http.send(
                            api.request(live).GET().build(),
                            HttpResponse.BodyHandlers.ofInputStream());
            assertThat(stream.statusCode()).isEqualTo(200);
            assertThat(stream.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
            stream.body().close();
            http.shutdownNow();
        }
        document.operationOf("GET", live).ifPresent(answeredWell::add);
    }

    private void remove() {
        delete(MODEL + "/versions/2");
        delete(MODEL + "/versions/1");
        delete(MODEL + "/versions/1");
        delete(NODE + "?incarnation=i0");
        delete(NODE + "?incarnation=i1");
        delete(NODE);
    }

    @Test
    void documentAndItsPageAreServed() {
        assertThat(api.get("/openapi.yaml").status()).isEqualTo(200);
        assertThat(api.get("/docs/index.html").status()).isEqualTo(200);
        assertThat(api.get("/webjars/swagger-ui/swagger-ui-bundle.js").status()).isEqualTo(200);
    }

    private void get(String path) {
        check("GET", path, api.get(path));
    }

    private void head(String path) {
        Api.Answer answer = api.send(api.request(path).HEAD());
        check("HEAD", path, answer);
    }

    private void put(String path, String json) {
        check("PUT", path, api.put(path, json));
    }

    private Api.Answer post(String path, String json) {
        Api.Answer answer = api.post(path, json);
        check("POST", path, answer);
        return answer;
    }

    private String postForId(String task) {
        return post("/api/v1/tasks", task).body().path("id").asString();
    }

    private void delete(String path) {
        check("DELETE", path, api.delete(path));
    }

    private void patch(String path, long offset, byte[] part) {
        check(
                "PATCH",
                path,
                api.send(
                        api.request(path)
                                .header("Upload-Offset", Long.toString(offset))
                                .header("Content-Type", "application/octet-stream")
                                .method("PATCH", BodyPublishers.ofByteArray(part))));
    }

    private void check(String method, String path, Api.Answer answer) {
        String contentType = answer.headers().getOrDefault("Content-Type", "");
        flaws.addAll(document.flawsOf(method, path, answer.status(), contentType, answer.body()));
        if (answer.status() < 300) {
            document.operationOf(method, path).ifPresent(answeredWell::add);
        }
    }

    private static String name(JsonNode lease) {
        return "\"task_id\":\"%s\",\"token\":%d"
                .formatted(lease.path("task_id").asString(), lease.path("token").asLong());
    }

    private static String text() {
        try (InputStream in =
                Objects.requireNonNull(
                        OpenApiTest.class.getResourceAsStream("/static/openapi.yaml"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
