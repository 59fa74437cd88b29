package io.sluice.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The API of coordinator-service, as far as it is measured. */
final class TaskApi implements AutoCloseable {
    /** What goes in: the size of one vector of features. */
    private static final String FEATURES =
            "[20.1,20.4,20.3,20.9,21.2,21.0,21.7,22.3,22.1,22.8,23.4,23.1,23.9,24.2,24.8,25.1]";

    private static final String OUTPUT = "{\"label\":\"normal\",\"scores\":[0.0312,0.9688]}";

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .executor(
                            Executors.newFixedThreadPool(2, Thread.ofPlatform().daemon().factory()))
                    .build();
    private final URI address;

    TaskApi(URI address) {
        this.address = address;
    }

    /** An answer that was not expected. */
    static final class UnexpectedAnswer extends IOException {
        UnexpectedAnswer(HttpResponse<String> response) {
            super(response.uri() + ": " + response.statusCode() + " " + response.body());
        }
    }

    void register(String node, int capacity, String model)
            throws IOException, InterruptedException {
        String body = "{\"capacity\":" + capacity + ",\"models\":{\"" + model + "\":[\"1\"]}}";
        HttpResponse<String> response =
                http.send(
                        request("/api/v1/nodes/" + node)
                                .PUT(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        expect(response, response.statusCode() < 300);
    }

    void leave(String node) throws IOException, InterruptedException {
        http.send(
                request("/api/v1/nodes/" + node).DELETE().build(),
                HttpResponse.BodyHandlers.discarding());
    }

    /** Submits tasks that are alike, one without a batch; returns how many were taken. */
    int submit(String model, int priority, long firstNumber, int tasks)
            throws IOException, InterruptedException {
        boolean isBatch = tasks > 1;
        StringBuilder body = new StringBuilder(isBatch ? "{\"tasks\":[" : "");
        long now = System.nanoTime();
        for (int i = 0; i < tasks; i++) {
            body.append(i == 0 ? "" : ",");
            body.append("{\"model\":\"").append(model).append("\",\"priority\":").append(priority);
            body.append(",\"payload\":{\"number\":").append(firstNumber + i);
            body.append(",\"sent_at\":").append(now);
            body.append(",\"features\":").append(FEATURES).append("}}");
        }
        body.append(isBatch ? "]}" : "");
        HttpResponse<String> response =
                post(isBatch ? "/api/v1/tasks/batch" : "/api/v1/tasks", body.toString());
        if (response.statusCode() == 429) {
            return 0;
        }
        expect(response, response.statusCode() == (isBatch ? 200 : 201));
        return isBatch ? json.readTree(response.body()).path("accepted").asInt() : 1;
    }

    /** Asks for tasks, and waits for some. */
    List<LeasedTask> lease(String node, int most, Duration wait)
            throws IOException, InterruptedException {
        HttpResponse<String> response =
                post("/api/v1/nodes/" + node + "/leases?max=" + most + "&wait=" + wait, "");
        expect(response, response.statusCode() == 200);
        List<LeasedTask> leased = new ArrayList<>();
        for (JsonNode lease : json.readTree(response.body()).path("leases")) {
            leased.add(
                    new LeasedTask(
                            lease.path("task_id").asString(),
                            lease.path("token").asLong(),
                            lease.path("priority").asInt(),
                            lease.path("payload").path("number").asLong(),
                            lease.path("payload").path("sent_at").asLong()));
        }
        return leased;
    }

    /** Reports success of all; returns how many results were taken. */
    int report(String node, List<LeasedTask> tasks) throws IOException, InterruptedException {
        StringBuilder body = new StringBuilder("{\"results\":[");
        for (LeasedTask task : tasks) {
            body.append(body.charAt(body.length() - 1) == '[' ? "" : ",");
            body.append("{\"task_id\":\"").append(task.id());
            body.append("\",\"token\":").append(task.token());
            body.append(",\"status\":\"succeeded\",\"output\":").append(OUTPUT).append('}');
        }
        HttpResponse<String> response =
                post("/api/v1/nodes/" + node + "/results", body.append("]}").toString());
        expect(response, response.statusCode() == 200 || response.statusCode() == 409);
        return json.readTree(response.body()).path("accepted").asInt();
    }

    /** Bytes of heap in use. */
    long heapUsed() throws IOException, InterruptedException {
        HttpResponse<String> response =
                http.send(
                        request("/actuator/metrics/jvm.memory.used?tag=area:heap").build(),
                        HttpResponse.BodyHandlers.ofString());
        expect(response, response.statusCode() == 200);
        return json.readTree(response.body()).path("measurements").path(0).path("value").asLong();
    }

    private HttpResponse<String> post(String path, String body)
            throws IOException, InterruptedException {
        return http.send(
                request(path).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.resolve(path))
                .header("Content-Type", "application/json");
    }

    private static void expect(HttpResponse<String> response, boolean isExpected)
            throws UnexpectedAnswer {
        if (!isExpected) {
            throw new UnexpectedAnswer(response);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
