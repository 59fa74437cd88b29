package io.sluice.coordinator.storm;

import io.sluice.coordinator.Api;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * A worker that does everything that workers do at bad times: it dies and comes back as another
 * incarnation, pauses for longer than its lease, says things twice, and asks whichever coordinator.
 */
final class StormWorker implements Runnable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String id;
    private final Map<String, ?> registration;
    private final int capacity;
    private final Duration lease;
    private final Coordinators coordinators;
    private final StormRecord log;
    private final Random random;
    private final BooleanSupplier goesOn;

    /** What it holds. */
    private record Held(UUID task, long token) {
        Map<String, Object> json() {
            return Map.of("task_id", task.toString(), "token", token);
        }
    }

    /**
     * @param lease how long a lease lasts
     * @param registration its models and labels
     */
    StormWorker(
            String id,
            int capacity,
            Map<String, ?> registration,
            Duration lease,
            Coordinators coordinators,
            StormRecord log,
            Random random,
            BooleanSupplier goesOn) {
        this.id = id;
        this.capacity = capacity;
        this.registration = registration;
        this.lease = lease;
        this.coordinators = coordinators;
        this.log = log;
        this.random = random;
        this.goesOn = goesOn;
        log.capacity(id, capacity);
    }

    /** Lives again and again. */
    @Override
    public void run() {
        while (goesOn.getAsBoolean()) {
            try {
                live();
            } catch (RuntimeException e) {
                log.surprise(id + ": " + e);
                throw e;
            }
        }
    }

    private void live() {
        String incarnation = UUID.randomUUID().toString();
        Map<String, Object> request = new HashMap<>(registration);
        request.put("capacity", capacity);
        request.put("incarnation", incarnation);
        String json = JSON.writeValueAsString(request);
        coordinators.insist(api -> api.put(path(""), json), goesOn);
        do {
            work(poll(incarnation));
        } while (goesOn.getAsBoolean() && !happens(0.02));
    }

    private List<Held> poll(String incarnation) {
        String path =
                path(
                        "/leases?max=%d&wait=%s&incarnation=%s"
                                .formatted(
                                        1 + random.nextInt(capacity + 1),
                                        happens(0.5) ? "0" : "PT0.3S",
                                        incarnation));
        List<Held> held = new ArrayList<>();
        for (int times = happens(0.1) ? 2 : 1; times > 0; times--) {
            Optional<Api.Answer> answer = coordinators.ask(api -> api.post(path, ""));
            answer.ifPresent(given -> take(given, held));
            if (answer.isEmpty()) {
                LockSupport.parkNanos(20_000_000);
            }
        }
        // The answer may be lost on its way.
        return happens(0.02) ? List.of() : held;
    }

    private void take(Api.Answer answer, List<Held> held) {
        if (answer.status() != 200) {
            log.surprise(id + " polled: " + answer);
        }
        for (JsonNode given : answer.body().path("leases")) {
            held.add(promise(given));
        }
    }

    private Held promise(JsonNode given) {
        Held one =
                new Held(
                        UUID.fromString(given.path("task_id").asString()),
                        given.path("token").asLong());
        Instant until = Instant.parse(given.path("leased_until").asString());
        log.promised(new Promised(id, one.task(), one.token(), until));
        return one;
    }

    private void work(List<Held> held) {
        if (held.isEmpty()) {
            return;
        }
        if (happens(0.10)) {
            renew(held);
        }
        if (happens(0.03)) {
            LockSupport.parkNanos(lease.toNanos() * (80 + random.nextInt(60)) / 100);
            if (happens(0.5)) {
                renew(held);
            }
        }
        Set<Held> rest = new HashSet<>(held);
        if (happens(0.05)) {
            rest.remove(held.getFirst());
            send("/leases/returns", Map.of("leases", List.of(held.getFirst().json())));
        }
        if (!rest.isEmpty() && !happens(0.02)) {
            finish(List.copyOf(rest));
        }
    }

    private void renew(List<Held> held) {
        String json =
                JSON.writeValueAsString(Map.of("leases", held.stream().map(Held::json).toList()));
        for (int times = happens(0.2) ? 2 : 1; times > 0; times--) {
            coordinators
                    .ask(api -> api.post(path("/leases/renewals"), json))
                    .ifPresent(answer -> answer.body().path("leases").forEach(this::promise));
        }
    }

    /** Sends results until somebody has answered; some again though there was an answer. */
    private void finish(List<Held> held) {
        boolean succeeds = !happens(0.05);
        List<Map<String, Object>> results = new ArrayList<>();
        for (Held one : held) {
            Map<String, Object> result = new HashMap<>(one.json());
            result.put("status", succeeds ? "succeeded" : "failed");
            if (succeeds) {
                result.put("output", Map.of("by", id, "token", one.token()));
            }
            results.add(result);
        }
        for (int times = happens(0.2) ? 2 : 1; times > 0; times--) {
            send("/results", Map.of("results", results))
                    .ifPresent(answer -> note(held, answer, succeeds));
        }
    }

    private Optional<Api.Answer> send(String path, Map<String, ?> request) {
        String json = JSON.writeValueAsString(request);
        return coordinators.insist(api -> api.post(path(path), json), goesOn);
    }

    private void note(List<Held> held, Api.Answer answer, boolean succeeded) {
        Set<Held> taken = new HashSet<>(held);
        for (JsonNode rejection : answer.body().path("rejections")) {
            String code = rejection.path("code").asString();
            if (code.equals("lease_lost")) {
                taken.remove(held.get(rejection.path("index").asInt()));
            } else if (!code.equals("result_already_given")) {
                log.surprise(id + " gave a result: " + rejection);
            }
        }
        if (answer.status() != 200 && answer.status() != 409) {
            log.surprise(id + " gave results: " + answer);
            return;
        }
        taken.forEach(one -> log.accepted(new Accepted(id, one.task(), one.token(), succeeded)));
    }

    private boolean happens(double probability) {
        return random.nextDouble() < probability;
    }

    private String path(String rest) {
        return "/api/v1/nodes/" + id + rest;
    }
}
