package io.sluice.coordinator.storm;

import io.sluice.coordinator.Api;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Submits tasks under idempotency keys until each was answered for; some more often. */
final class StormSubmitter {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LARGEST_BATCH = 50;

    private final Coordinators coordinators;
    private final StormRecord log;
    private final Random random;

    StormSubmitter(Coordinators coordinators, StormRecord log, Random random) {
        this.coordinators = coordinators;
        this.log = log;
        this.random = random;
    }

    /** Returns when all are taken. */
    void submit(int from, int to) {
        int next = from;
        while (next < to) {
            int count =
                    random.nextBoolean()
                            ? 1
                            : Math.min(to - next, 1 + random.nextInt(LARGEST_BATCH));
            List<Map<String, Object>> tasks = new ArrayList<>();
            for (int i = next; i < next + count; i++) {
                tasks.add(task(i));
            }
            for (int times = random.nextInt(10) == 0 ? 2 : 1; times > 0; times--) {
                send(tasks);
            }
            next += count;
        }
    }

    private Map<String, Object> task(int number) {
        return Map.of(
                "idempotency_key",
                "storm-" + number,
                "model",
                number % 3 == 0 ? "storm-b" : "storm-a",
                "labels",
                number % 5 == 0 ? Map.of("gpu", "yes") : Map.of(),
                "priority",
                Math.floorMod(number * 7, 10),
                "max_attempts",
                20,
                "payload",
                number);
    }

    private void send(List<Map<String, Object>> tasks) {
        if (tasks.size() == 1) {
            String json = JSON.writeValueAsString(tasks.getFirst());
            Optional<Api.Answer> answer =
                    coordinators.insist(api -> api.post("/api/v1/tasks", json), () -> true);
            note(key(tasks, 0), answer.orElseThrow(), answer.orElseThrow().body());
            return;
        }
        String json = JSON.writeValueAsString(Map.of("tasks", tasks));
        Api.Answer answer =
                coordinators
                        .insist(api -> api.post("/api/v1/tasks/batch", json), () -> true)
                        .orElseThrow();
        for (JsonNode taken : answer.body().path("tasks")) {
            note(key(tasks, taken.path("index").asInt()), answer, taken);
        }
    }

    private void note(String key, Api.Answer answer, JsonNode taken) {
        if (answer.status() >= 300) {
            log.surprise("submitted " + key + ": " + answer);
        } else {
            log.submitted(key, UUID.fromString(taken.path("id").asString()));
        }
    }

    private static String key(List<Map<String, Object>> tasks, int index) {
        return String.valueOf(tasks.get(index).get("idempotency_key"));
    }
}
