package io.sluice.worker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A coordinator in memory that can be closed, and started again on its port with what it knew. */
final class FakeCoordinator implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String API = "/api/v1";

    final FakeModels models = new FakeModels();

    /** What is found at a path. */
    final Map<String, String> payloads = new ConcurrentHashMap<>();

    /** Method and path of all requests, without the query. */
    final List<String> requests = new CopyOnWriteArrayList<>();

    private final Deque<FakeTask> queue = new ArrayDeque<>();
    private final Map<Long, FakeTask> leased = new HashMap<>();
    private final Map<Long, Long> leasedUntil = new HashMap<>();
    private final Set<Long> answered = new HashSet<>();
    private final Map<String, JsonNode> results = new LinkedHashMap<>();
    private final Map<String, String> incarnations = new HashMap<>();
    private final Map<String, JsonNode> heldByNode = new HashMap<>();
    private volatile CountDownLatch payloadsAreThere = new CountDownLatch(0);
    private Duration leaseDuration = Duration.ofSeconds(30);
    private int resultAnswersToLose;
    private boolean resultsAreRefused;
    private boolean renewalsAreRefused;
    private long tokens;
    private int port;
    private @Nullable HttpServer server;

    /** A task, with its payload or the address of it. */
    record FakeTask(String id, ModelVersion version, @Nullable JsonNode payload, String reference) {
        FakeTask(String id, ModelVersion version, String payload) {
            this(id, version, JSON.readTree(payload), "");
        }
    }

    private record Answer(int status, Object body) {}

    FakeCoordinator() {
        start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    void start() {
        try {
            HttpServer started =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            started.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            started.createContext(API + "/models", models::handle);
            started.createContext(API + "/nodes", this::handle);
            started.createContext("/payloads", this::answerPayload);
            started.start();
            port = started.getAddress().getPort();
            server = started;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Cuts all connections. */
    @Override
    public void close() {
        if (server != null) {
            server.stop(0);
            server = null;
        }
    }

    synchronized void submit(FakeTask task) {
        queue.add(task);
        notifyAll();
    }

    synchronized Map<String, JsonNode> results() {
        return Map.copyOf(results);
    }

    synchronized JsonNode result(String task) {
        return Objects.requireNonNull(results.get(task), task);
    }

    synchronized int waiting() {
        return queue.size();
    }

    synchronized int leased() {
        return leased.size();
    }

    synchronized boolean knows(String node) {
        return incarnations.containsKey(node);
    }

    synchronized String held(String node) {
        return String.valueOf(heldByNode.get(node));
    }

    synchronized void leaseFor(Duration duration) {
        leaseDuration = duration;
    }

    /** The next results are taken, but the connection ends before the answer. */
    synchronized void loseResultAnswers(int times) {
        resultAnswersToLose = times;
    }

    synchronized void refuseResults(boolean refuse) {
        resultsAreRefused = refuse;
    }

    /** Whoever asks for a payload waits until the latch is counted down. */
    CountDownLatch holdPayloads() {
        payloadsAreThere = new CountDownLatch(1);
        return payloadsAreThere;
    }

    synchronized void refuseRenewals(boolean refuse) {
        renewalsAreRefused = refuse;
    }

    synchronized void forget(String node) {
        incarnations.remove(node);
        endLeases();
    }

    synchronized void supersede(String node) {
        incarnations.put(node, "another");
        endLeases();
    }

    synchronized void endLeases() {
        queue.addAll(leased.values());
        leased.clear();
        notifyAll();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        requests.add(exchange.getRequestMethod() + " " + path);
        byte[] content = exchange.getRequestBody().readAllBytes();
        JsonNode body = content.length == 0 ? JSON.createObjectNode() : JSON.readTree(content);
        String[] parts = path.substring((API + "/nodes/").length()).split("/", 2);
        String action = exchange.getRequestMethod() + (parts.length > 1 ? " " + parts[1] : "");
        Answer answer;
        try {
            answer = answer(parts[0], action, query(exchange), body);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        if (action.equals("POST results") && losesAnswer()) {
            exchange.close();
            return;
        }
        byte[] bytes = JSON.writeValueAsBytes(answer.body());
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void answerPayload(HttpExchange exchange) throws IOException {
        try {
            payloadsAreThere.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        String payload = payloads.get(exchange.getRequestURI().getPath());
        byte[] bytes = Objects.requireNonNullElse(payload, "none").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(payload == null ? 404 : 200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private synchronized boolean losesAnswer() {
        return resultAnswersToLose-- > 0;
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> query = new HashMap<>();
        String text = exchange.getRequestURI().getQuery();
        if (text != null) {
            for (String pair : text.split("&", -1)) {
                query.put(pair.split("=", 2)[0], pair.split("=", 2)[1]);
            }
        }
        return query;
    }

    private synchronized Answer answer(
            String node, String action, Map<String, String> query, JsonNode body)
            throws InterruptedException {
        endOverdueLeases();
        if (action.equals("PUT")) {
            incarnations.put(node, body.path("incarnation").asString());
            heldByNode.put(node, body.path("models"));
            return new Answer(200, Map.of());
        }
        if (!incarnations.containsKey(node)) {
            return problem(404, "unknown_node");
        }
        String incarnation =
                body.path("incarnation").asString(query.getOrDefault("incarnation", ""));
        if (!incarnation.isEmpty() && !incarnation.equals(incarnations.get(node))) {
            return problem(409, "node_superseded");
        }
        return switch (action) {
            case "POST heartbeat" -> {
                heldByNode.put(node, body.path("models"));
                yield new Answer(
                        200,
                        Map.of("heartbeat_interval", "PT0.1S", "assignments", models.assigned()));
            }
            case "POST leases" -> lease(node, incarnation, query);
            case "POST leases/renewals" -> renew(body);
            case "POST leases/returns" -> giveBack(body);
            case "POST results" -> take(body);
            case "DELETE" -> leave(node);
            default -> problem(404, "not_found");
        };
    }

    private Answer leave(String node) {
        forget(node);
        return new Answer(200, Map.of());
    }

    private Answer lease(String node, String incarnation, Map<String, String> query)
            throws InterruptedException {
        long end = System.nanoTime() + Duration.parse(query.getOrDefault("wait", "PT0S")).toNanos();
        while (queue.isEmpty() && System.nanoTime() < end) {
            wait(20);
            endOverdueLeases();
        }
        List<Map<String, Object>> leases = new ArrayList<>();
        int most = Integer.parseInt(query.getOrDefault("max", "1"));
        while (leases.size() < most
                && !queue.isEmpty()
                && incarnation.equals(incarnations.get(node))) {
            leases.add(lease(queue.remove()));
        }
        return new Answer(200, Map.of("leases", leases));
    }

    private Map<String, Object> lease(FakeTask task) {
        long token = ++tokens;
        leased.put(token, task);
        leasedUntil.put(token, System.nanoTime() + leaseDuration.toNanos());
        Map<String, Object> lease = new HashMap<>();
        lease.put("task_id", task.id());
        lease.put("token", token);
        lease.put("model", task.version().name());
        lease.put("version", task.version().version());
        lease.put("lease_duration", leaseDuration.toString());
        lease.put("attempt", 1);
        if (task.payload() == null) {
            lease.put("payload_reference", task.reference());
        } else {
            lease.put("payload", task.payload());
        }
        return lease;
    }

    private void endOverdueLeases() {
        for (long token : List.copyOf(leased.keySet())) {
            if (leasedUntil.getOrDefault(token, 0L) < System.nanoTime()) {
                FakeTask task = leased.remove(token);
                queue.add(Objects.requireNonNull(task));
            }
        }
    }

    private Answer renew(JsonNode body) {
        return itemByItem(
                body.path("leases"),
                (item, token) -> {
                    if (renewalsAreRefused || !leased.containsKey(token)) {
                        return "lease_lost";
                    }
                    leasedUntil.put(token, System.nanoTime() + leaseDuration.toNanos());
                    return "";
                });
    }

    private Answer giveBack(JsonNode body) {
        return itemByItem(
                body.path("leases"),
                (item, token) -> {
                    FakeTask task = leased.remove(token);
                    if (task == null) {
                        return "lease_lost";
                    }
                    queue.add(task);
                    return "";
                });
    }

    private Answer take(JsonNode body) {
        if (resultsAreRefused) {
            return problem(503, "busy");
        }
        return itemByItem(
                body.path("results"),
                (item, token) -> {
                    if (answered.contains(token)) {
                        return "result_already_given";
                    }
                    if (leased.remove(token) == null) {
                        return "lease_lost";
                    }
                    answered.add(token);
                    results.put(item.path("task_id").asString(), item);
                    return "";
                });
    }

    private interface Item {
        String code(JsonNode item, long token);
    }

    private static Answer itemByItem(JsonNode items, Item each) {
        List<Map<String, Object>> rejections = new ArrayList<>();
        int index = 0;
        for (JsonNode item : items.values()) {
            String code = each.code(item, item.path("token").asLong());
            if (!code.isEmpty()) {
                rejections.add(Map.of("index", index, "code", code, "message", "of the test"));
            }
            index++;
        }
        boolean allRefused = !items.isEmpty() && rejections.size() == items.size();
        return new Answer(allRefused ? 409 : 200, Map.of("rejections", rejections));
    }

    private static Answer problem(int status, String code) {
        return new Answer(status, Map.of("code", code, "detail", "of the test"));
    }
}
