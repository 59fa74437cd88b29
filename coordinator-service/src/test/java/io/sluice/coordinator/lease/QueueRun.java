package io.sluice.coordinator.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.coordinator.Api;
import io.sluice.coordinator.lease.ModelTask.Wish;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Does the same to the real queue and to the model, and compares what comes of it. */
final class QueueRun {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RealQueue real;
    private final Map<UUID, ModelTask> tasks = new LinkedHashMap<>();
    private final Map<String, ModelTask> byKey = new HashMap<>();
    private final ModelNodes nodes = new ModelNodes();
    private final List<Granted> granted = new ArrayList<>();
    private long now;
    private long lastToken;

    /** A lease that some node was given once. */
    private record Granted(UUID task, String node, long token) {}

    /**
     * Something that a node says.
     *
     * @param lease the place among all leases there were
     * @param falseToken how far its token is beside that
     * @param byAnother true if another node says it
     */
    record Saying(What what, int lease, int falseToken, boolean byAnother) {}

    /** What a node can say. */
    enum What {
        RENEWAL,
        RETURN,
        SUCCESS,
        RETRYABLE,
        FINAL
    }

    QueueRun(RealQueue real) {
        this.real = real;
        real.clear();
        lastToken = real.lastToken();
        // Somebody runs each model, so that all may be asked for; and gets nothing.
        register("rock", "only", 1, List.of("m1", "m2"), Map.of());
    }

    void submit(Wish wish, @Nullable String key) {
        Map<String, Object> request = new HashMap<>();
        request.put("model", wish.model());
        request.put("labels", wish.labels());
        request.put("priority", wish.priority());
        request.put("max_attempts", wish.maxAttempts());
        request.put("payload", 1);
        if (wish.version() != null) {
            request.put("version", wish.version());
        }
        if (wish.patience() != null) {
            request.put("deadline", "PT" + wish.patience() + "S");
        }
        if (key != null) {
            request.put("idempotency_key", key);
        }
        Api.Answer answer = real.api().post("/api/v1/tasks", JSON.writeValueAsString(request));
        ModelTask known = key == null ? null : byKey.get(key);
        if (known != null) {
            assertThat(answer.status()).isEqualTo(known.wish.equals(wish) ? 200 : 422);
            assertThat(answer.body().path(answer.status() == 200 ? "id" : "code").asString())
                    .isEqualTo(
                            answer.status() == 200
                                    ? known.id.toString()
                                    : "idempotency_key_reused");
            return;
        }
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        UUID id = UUID.fromString(answer.body().path("id").asString());
        ModelTask task = new ModelTask(id, wish, now);
        assertThat(tasks.put(id, task)).isNull();
        if (key != null) {
            byKey.put(key, task);
        }
    }

    void cancel(int which) {
        ModelTask task = taskAt(which);
        if (task == null) {
            return;
        }
        Api.Answer answer = real.api().delete("/api/v1/tasks/" + task.id);
        if (task.isFinal()) {
            assertThat(answer.code()).isEqualTo("already_finished");
        } else {
            assertThat(answer.status()).isEqualTo(200);
            task.cancel(now);
        }
    }

    void register(
            String id,
            String incarnation,
            int capacity,
            List<String> models,
            Map<String, String> labels) {
        Map<String, List<String>> held =
                models.stream().collect(Collectors.toMap(model -> model, _ -> List.of("1")));
        Api.Answer answer =
                real.api()
                        .put(
                                "/api/v1/nodes/" + id,
                                JSON.writeValueAsString(
                                        Map.of(
                                                "capacity", capacity,
                                                "models", held,
                                                "labels", labels,
                                                "incarnation", incarnation)));
        assertThat(answer.status()).isEqualTo(nodes.contains(id) ? 200 : 201);
        if (nodes.register(id, incarnation, capacity, held, labels)) {
            loseAll(id);
        }
    }

    void leave(String id) {
        Api.Answer answer = real.api().delete("/api/v1/nodes/" + id);
        assertThat(answer.status()).isEqualTo(nodes.contains(id) ? 204 : 404);
        if (nodes.remove(id)) {
            loseAll(id);
        }
    }

    void setDraining(String id, boolean draining) {
        Api.Answer answer =
                real.api().post("/api/v1/nodes/" + id + (draining ? "/drain" : "/resume"), "");
        assertThat(answer.status()).isEqualTo(nodes.contains(id) ? 200 : 404);
        nodes.drain(id, draining);
    }

    void timePasses(int seconds) {
        now += seconds;
        real.setClock(now);
    }

    void sweep() {
        real.sweep();
        tasks.values().forEach(task -> task.sweep(now));
    }

    /** A round of dispatch: what comes of it is checked, and is what the model goes on with. */
    void lease(Map<String, Integer> asked) {
        Map<String, Integer> room = new HashMap<>();
        asked.forEach((id, most) -> room.put(id, Math.min(most, room(id))));
        List<ModelTask> waiting =
                tasks.values().stream().filter(task -> task.canBeLeased(now)).toList();
        Map<UUID, String> given = new HashMap<>();
        real.round(asked)
                .forEach((id, leases) -> {
                    assertThat(leases)
                            .hasSizeBetween(1, room.getOrDefault(id, 0))
                            .extracting(lease -> tasks.get(lease.task()))
                            .isSubsetOf(waiting)
                            .isSortedAccordingTo(ModelTask.order());
                    leases.forEach(lease -> given.put(lease.task(), id));
                    leases.forEach(this::grant);
                    room.merge(id, -leases.size(), Integer::sum);
                });
        lastToken = granted.stream().mapToLong(Granted::token).max().orElse(lastToken);
        verifyNobodyIsPassed(waiting, given, room);
    }

    private int room(String id) {
        long leases = tasks.values().stream().filter(task -> task.isLeasedBy(id)).count();
        return nodes.room(id, leases);
    }

    private void grant(Lease lease) {
        ModelTask task = Objects.requireNonNull(tasks.get(lease.task()));
        assertThat(nodes.fits(lease.node(), task.wish)).isTrue();
        assertThat(task.avoids(lease.node(), now)).isFalse();
        assertThat(lease.token()).isGreaterThan(lastToken);
        assertThat(granted).extracting(Granted::token).doesNotContain(lease.token());
        task.lease(lease.node(), lease.token(), now);
        assertThat(lease.attempt()).isEqualTo(task.attempts());
        granted.add(new Granted(lease.task(), lease.node(), lease.token()));
    }

    private void verifyNobodyIsPassed(
            List<ModelTask> waiting, Map<UUID, String> given, Map<String, Integer> room) {
        for (ModelTask task : waiting) {
            if (given.containsKey(task.id)) {
                continue;
            }
            for (ModelTask other : waiting) {
                String node = given.get(other.id);
                assertThat(
                                node != null
                                        && task.wish.model().equals(other.wish.model())
                                        && ModelTask.order().compare(task, other) < 0
                                        && nodes.fits(node, task.wish)
                                        && sameClass(task, other)
                                        && !task.avoids(node, now))
                        .as("%s passed by %s", task.id, other.id)
                        .isFalse();
            }
            if (!task.avoidsAny(now)) {
                assertThat(room)
                        .as("room for %s", task.id)
                        .noneSatisfy((id, left) -> {
                            assertThat(left).isPositive();
                            assertThat(nodes.fits(id, task.wish)).isTrue();
                        });
            }
        }
    }

    private static boolean sameClass(ModelTask task, ModelTask other) {
        return Objects.equals(task.wish.version(), other.wish.version())
                && task.wish.labels().equals(other.wish.labels());
    }

    /** All in one request, as far as they are of one kind and by one node. */
    void say(List<Saying> sayings) {
        if (granted.isEmpty()) {
            return;
        }
        What what = sayings.getFirst().what();
        Granted first = leaseOf(sayings.getFirst());
        String node = sayings.getFirst().byAnother() ? "rock" : first.node();
        List<Map<String, Object>> items = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (Saying saying : sayings) {
            Granted lease = leaseOf(saying);
            long token = lease.token() + saying.falseToken();
            items.add(item(what, lease.task(), token));
            ModelTask task = Objects.requireNonNull(tasks.get(lease.task()));
            String verdict = task.verdict(node, token, now);
            expected.add(verdict);
            if (verdict.equals("taken")) {
                happen(what, task);
            }
        }
        assertThat(verdicts(what, node, items)).isEqualTo(expected);
    }

    private Granted leaseOf(Saying saying) {
        // The latest are those about which there is most to say.
        return granted.get(Math.max(granted.size() - 1 - saying.lease(), 0));
    }

    private void happen(What what, ModelTask task) {
        switch (what) {
            case RENEWAL -> task.renew(now);
            case RETURN -> task.giveBack(now);
            case SUCCESS -> task.succeed(now);
            case RETRYABLE -> task.fail(true, now);
            case FINAL -> task.fail(false, now);
        }
    }

    private static Map<String, Object> item(What what, UUID task, long token) {
        Map<String, Object> item = new HashMap<>(Map.of("task_id", task, "token", token));
        switch (what) {
            case RENEWAL, RETURN -> {}
            case SUCCESS -> item.putAll(Map.of("status", "succeeded", "output", 1));
            case RETRYABLE -> item.put("status", "failed");
            case FINAL -> item.putAll(Map.of("status", "failed", "retryable", false));
        }
        return item;
    }

    private List<String> verdicts(What what, String node, List<Map<String, Object>> items) {
        String path =
                switch (what) {
                    case RENEWAL -> "/leases/renewals";
                    case RETURN -> "/leases/returns";
                    case SUCCESS, RETRYABLE, FINAL -> "/results";
                };
        String list = path.equals("/results") ? "results" : "leases";
        Api.Answer answer =
                real.api()
                        .post(
                                "/api/v1/nodes/" + node + path,
                                JSON.writeValueAsString(Map.of(list, items)));
        List<String> verdicts = new ArrayList<>(items.stream().map(_ -> "taken").toList());
        for (JsonNode rejection : answer.body().path("rejections")) {
            verdicts.set(rejection.path("index").asInt(), rejection.path("code").asString());
        }
        assertThat(answer.status()).isEqualTo(verdicts.contains("taken") ? 200 : 409);
        return verdicts;
    }

    private @Nullable ModelTask taskAt(int which) {
        List<ModelTask> all = List.copyOf(tasks.values());
        return all.isEmpty() ? null : all.get(which % all.size());
    }

    private void loseAll(String node) {
        tasks.values().stream().filter(task -> task.isLeasedBy(node)).forEach(t -> t.lose(now));
    }

    /** The tables are what the model says. */
    void verify() {
        assertThat(real.tasks())
                .containsExactlyInAnyOrderElementsOf(
                        tasks.values().stream().map(ModelTask::row).toList());
        assertThat(real.wrongCounts()).isEmpty();
        assertThat(real.outbox())
                .containsExactlyInAnyOrderElementsOf(
                        tasks.values().stream()
                                .filter(ModelTask::isFinal)
                                .map(task -> task.id)
                                .toList());
    }
}
