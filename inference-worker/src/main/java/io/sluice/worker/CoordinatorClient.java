package io.sluice.worker;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * The coordinator as one node sees it, over HTTP. Each call asks once: it throws {@link
 * CoordinatorUnreachable} or {@link CoordinatorRefusal} if it was in vain.
 */
final class CoordinatorClient implements AutoCloseable {
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .build();

    private final WorkerSettings settings;
    private final String incarnation;
    private final String api;
    private final HttpClient http;

    /**
     * @param incarnation tells this start of the program from others of the same node
     */
    CoordinatorClient(WorkerSettings settings, String incarnation) {
        this.settings = settings;
        this.incarnation = incarnation;
        api = settings.coordinator().toString().replaceAll("/+$", "") + "/api/v1";
        http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(settings.times().request())
                        .build();
    }

    void register(Map<String, List<String>> models) throws InterruptedException {
        Map<String, Object> node =
                Map.of(
                        "capacity",
                        settings.capacity(),
                        "models",
                        models,
                        "labels",
                        settings.labels(),
                        "incarnation",
                        incarnation);
        call("PUT", node(), node);
    }

    NodeOrders heartbeat(Load load, Map<String, List<String>> models) throws InterruptedException {
        Map<String, Object> body =
                Map.of("incarnation", incarnation, "load", load, "models", models);
        return read(call("POST", node() + "/heartbeat", body), NodeOrders.class);
    }

    List<Lease> pull(int most) throws InterruptedException {
        Duration poll = settings.times().poll();
        String path =
                node() + "/leases?max=" + most + "&wait=" + poll + "&incarnation=" + incarnation;
        HttpRequest request = request("POST", path, null);
        byte[] answer = answer(request, poll.plus(settings.times().request()));
        return read(answer, Leases.class).leases();
    }

    /** Returns those that were not renewed. */
    List<Rejection> renew(List<Lease> leases) throws InterruptedException {
        return itemByItem(node() + "/leases/renewals", Map.of("leases", names(leases)));
    }

    /** Returns those that were not ours to give back. */
    List<Rejection> giveBack(List<Lease> leases, String reason) throws InterruptedException {
        return itemByItem(
                node() + "/leases/returns", Map.of("leases", names(leases), "reason", reason));
    }

    /** Returns those that were not taken. */
    List<Rejection> give(List<TaskResult> results) throws InterruptedException {
        return itemByItem(node() + "/results", Map.of("results", results));
    }

    void leave() throws InterruptedException {
        call("DELETE", node() + "?incarnation=" + incarnation, null);
    }

    /** Brings the part of a model's file that is not there yet. */
    void download(Assignment assignment, PartFile part) throws InterruptedException {
        long there = part.length();
        String path =
                "/models/" + assignment.model() + "/versions/" + assignment.version() + "/content";
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(api + path));
        if (there > 0) {
            // Without If-Range the rest of another file might come behind the beginning of this
            // one.
            request.header("Range", "bytes=" + there + "-")
                    .header("If-Range", "\"" + assignment.sha256() + "\"");
        }
        HttpRequest get = request.build();
        HttpResponse<byte[]> response =
                send(get, part.handler(assignment.size()), settings.times().stall(), part);
        if (response.statusCode() >= 300) {
            throw failure(get, response);
        }
    }

    private List<Rejection> itemByItem(String path, Object body) throws InterruptedException {
        HttpRequest request = request("POST", path, body);
        HttpResponse<byte[]> response = send(request, settings.times().request());
        JsonNode answer = tree(response);
        if (response.statusCode() >= 300 && !answer.has("rejections")) {
            throw failure(request, response);
        }
        List<Rejection> rejections = new ArrayList<>();
        for (JsonNode item : answer.path("rejections").values()) {
            rejections.add(
                    new Rejection(
                            item.path("index").asInt(-1),
                            item.path("code").asString("unknown"),
                            item.path("message").asString("")));
        }
        return rejections;
    }

    private byte[] call(String method, String path, @Nullable Object body)
            throws InterruptedException {
        return answer(request(method, path, body), settings.times().request());
    }

    private byte[] answer(HttpRequest request, Duration timeout) throws InterruptedException {
        HttpResponse<byte[]> response = send(request, timeout);
        if (response.statusCode() >= 300) {
            throw failure(request, response);
        }
        return response.body();
    }

    private HttpResponse<byte[]> send(HttpRequest request, Duration timeout)
            throws InterruptedException {
        return send(request, BodyHandlers.ofByteArray(), timeout, Progress.NONE);
    }

    private HttpResponse<byte[]> send(
            HttpRequest request, BodyHandler<byte[]> handler, Duration patience, Progress progress)
            throws InterruptedException {
        try {
            return Transfer.of(http, request, handler, patience, progress);
        } catch (IOException e) {
            throw new CoordinatorUnreachable(
                    request.method() + " " + request.uri() + " was not answered: " + e, e);
        }
    }

    private HttpRequest request(String method, String path, @Nullable Object body) {
        HttpRequest.BodyPublisher content =
                body == null
                        ? BodyPublishers.noBody()
                        : BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body));
        return HttpRequest.newBuilder(URI.create(api + path))
                .header("Content-Type", "application/json")
                .method(method, content)
                .build();
    }

    private static RuntimeException failure(HttpRequest request, HttpResponse<byte[]> response) {
        int status = response.statusCode();
        String name = request.method() + " " + request.uri();
        JsonNode problem = tree(response);
        String code = problem.path("code").asString("unknown");
        String detail = problem.path("detail").asString("");
        if (status >= 500 || status == 429 || status == 408) {
            return new CoordinatorUnreachable(
                    name + " was answered with " + status + " " + code + ": " + detail, null);
        }
        return new CoordinatorRefusal(name, status, code, detail);
    }

    private static JsonNode tree(HttpResponse<byte[]> response) {
        try {
            return JSON.readTree(response.body());
        } catch (JacksonException _) {
            return JSON.missingNode();
        }
    }

    private static <T> T read(byte[] answer, Class<T> type) {
        try {
            return JSON.readValue(answer, type);
        } catch (JacksonException e) {
            throw new CoordinatorUnreachable("the answer can't be read: " + e.getMessage(), e);
        }
    }

    private static List<LeaseName> names(List<Lease> leases) {
        return leases.stream().map(lease -> new LeaseName(lease.taskId(), lease.token())).toList();
    }

    private String node() {
        return "/nodes/" + settings.id();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    record Leases(List<Lease> leases) {
        Leases {
            leases = leases == null ? List.of() : leases;
        }
    }

    private record LeaseName(String taskId, long token) {}
}
