package io.sluice.coordinator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** A node, as a program would be one. */
public final class NodeClient {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Api api;
    private final String id;

    public NodeClient(Api api, String id) {
        this.api = api;
        this.id = id;
    }

    /** A lease that it has. */
    public record Held(String task, long token, JsonNode json) {}

    public String id() {
        return id;
    }

    /** Registers with version 1 of one model. */
    public NodeClient register(int capacity, String model) {
        return register(Map.of("capacity", capacity, "models", Map.of(model, List.of("1"))));
    }

    public NodeClient register(Map<String, ?> registration) {
        Api.Answer answer = api.put(path(""), JSON.writeValueAsString(registration));
        if (answer.status() >= 300) {
            throw new IllegalStateException(answer.toString());
        }
        return this;
    }

    public Api.Answer heartbeat(String json) {
        return api.post(path("/heartbeat"), json);
    }

    public List<Held> lease(int max) {
        return lease(max, "0");
    }

    public List<Held> lease(int max, String wait) {
        Api.Answer answer = api.post(path("/leases?max=" + max + "&wait=" + wait), "");
        if (answer.status() != 200) {
            throw new IllegalStateException(answer.toString());
        }
        List<Held> held = new ArrayList<>();
        answer.body()
                .path("leases")
                .forEach(lease ->
                        held.add(
                                new Held(
                                        lease.path("task_id").asString(),
                                        lease.path("token").asLong(),
                                        lease)));
        return held;
    }

    public Api.Answer succeed(Held lease) {
        return result(
                Map.of(
                        "task_id", lease.task(),
                        "token", lease.token(),
                        "status", "succeeded",
                        "output", Map.of("by", id)));
    }

    public Api.Answer fail(Held lease, boolean retryable) {
        return result(
                Map.of(
                        "task_id",
                        lease.task(),
                        "token",
                        lease.token(),
                        "status",
                        "failed",
                        "error",
                        "it hurts",
                        "retryable",
                        retryable));
    }

    public Api.Answer result(Map<String, ?> result) {
        return api.post(
                path("/results"), JSON.writeValueAsString(Map.of("results", List.of(result))));
    }

    public Api.Answer renew(Held lease) {
        return api.post(path("/leases/renewals"), leases(lease));
    }

    public Api.Answer giveBack(Held lease) {
        return api.post(path("/leases/returns"), leases(lease));
    }

    public String path(String rest) {
        return "/api/v1/nodes/" + id + rest;
    }

    private static String leases(Held lease) {
        return JSON.writeValueAsString(
                Map.of("leases", List.of(Map.of("task_id", lease.task(), "token", lease.token()))));
    }
}
