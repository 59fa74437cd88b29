package io.sluice.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.coordinator.NodeClient.Held;
import io.sluice.coordinator.storm.CoordinatorProcess;
import io.sluice.testservers.ServersAreThere;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** A queue that is full, in front of many who submit. */
@ExtendWith(ServersAreThere.class)
class QueueBoundTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern USED = Pattern.compile("used (\\d+)K");
    private static final int BOUND = 1_000;
    private static final int SUBMITTERS = 16;
    private static final int BATCH = 37;
    private static final long MOST_GROWTH_KIBIBYTES = 24 * 1024;

    private final ConcurrentLinkedQueue<String> accepted = new ConcurrentLinkedQueue<>();
    private final AtomicInteger refused = new AtomicInteger();

    @Test
    void fullQueueRefusesWhatIsTooMuchAndLosesNothing() throws Exception {
        OwnDatabase database = OwnDatabase.create("queue_bound");
        try (CoordinatorProcess coordinator =
                new CoordinatorProcess(
                        "queue-bound",
                        database,
                        "--sluice.queue.bound=" + BOUND,
                        "--sluice.queue.bound-per-model=" + BOUND)) {
            Api api = coordinator.start().awaitReady().api();
            NodeClient node = new NodeClient(api, "bound").register(500, "bound");

            submitAtOnce(api, BOUND + 200);
            assertThat(accepted).hasSize(BOUND).doesNotHaveDuplicates();
            assertThat(waiting(api)).isEqualTo(BOUND);

            submitAtOnce(api, BOUND);
            long before = usedKibibytes(coordinator);
            refused.set(0);
            submitAtOnce(api, 5 * BOUND);
            assertThat(accepted).hasSize(BOUND);
            assertThat(refused.get()).isGreaterThanOrEqualTo(5 * BOUND);
            assertThat(usedKibibytes(coordinator) - before).isLessThan(MOST_GROWTH_KIBIBYTES);

            List<Held> leases = node.lease(300);
            assertThat(leases).hasSize(300);
            submitAtOnce(api, 600);
            assertThat(accepted).hasSize(BOUND + 300).doesNotHaveDuplicates();

            done(api, node, leases);
            awaitAllDone(api, node);
            assertThat(database.superuser().queryForList("select id::text from task", String.class))
                    .containsExactlyInAnyOrderElementsOf(accepted);
            assertThat(
                            database.superuser()
                                    .queryForList("select distinct state from task", String.class))
                    .containsExactly("succeeded");
            assertThat(waiting(api)).isZero();
        }
    }

    /** From many threads, some one by one and some in batches; at least so many in all. */
    private void submitAtOnce(Api api, int count) throws Exception {
        List<Future<?>> submitters = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(SUBMITTERS)) {
            int each = count / SUBMITTERS + 1;
            for (int i = 0; i < SUBMITTERS; i++) {
                int size = i % 4 == 0 ? 1 : BATCH;
                submitters.add(threads.submit(() -> submit(api, each, size)));
            }
        }
        for (Future<?> submitter : submitters) {
            submitter.get();
        }
    }

    private void submit(Api api, int count, int size) {
        String task = "{\"model\":\"bound\",\"payload\":\"%s\"}".formatted("x".repeat(500));
        for (int done = 0; done < count; done += size) {
            Api.Answer answer =
                    size == 1
                            ? api.post("/api/v1/tasks", task)
                            : api.post("/api/v1/tasks/batch", batch(task, size));
            if (answer.status() == 429) {
                assertThat(answer.code()).isEqualTo("queue_full");
                assertThat(answer.headers()).containsKey("Retry-After");
                refused.addAndGet(size);
            } else if (size == 1) {
                assertThat(answer.status()).isEqualTo(201);
                accepted.add(answer.body().path("id").asString());
            } else {
                noteBatch(answer, size);
            }
        }
    }

    private static String batch(String task, int size) {
        return IntStream.range(0, size)
                .mapToObj(_ -> task)
                .collect(Collectors.joining(",", "{\"tasks\":[", "]}"));
    }

    private void noteBatch(Api.Answer answer, int size) {
        assertThat(answer.status()).isEqualTo(200);
        for (JsonNode taken : answer.body().path("tasks")) {
            accepted.add(taken.path("id").asString());
        }
        for (JsonNode rejection : answer.body().path("rejections")) {
            assertThat(rejection.path("code").asString()).isEqualTo("queue_full");
            refused.incrementAndGet();
        }
        assertThat(answer.body().path("accepted").asInt() + answer.body().path("rejected").asInt())
                .isEqualTo(size);
    }

    private static void awaitAllDone(Api api, NodeClient node) {
        await().until(() -> {
            List<Held> leases = node.lease(500);
            done(api, node, leases);
            return leases.isEmpty();
        });
    }

    private static void done(Api api, NodeClient node, List<Held> leases) {
        if (leases.isEmpty()) {
            return;
        }
        Api.Answer answer =
                api.post(
                        node.path("/results"),
                        JSON.writeValueAsString(
                                Map.of(
                                        "results",
                                        leases.stream()
                                                .map(lease ->
                                                        Map.of(
                                                                "task_id",
                                                                lease.task(),
                                                                "token",
                                                                lease.token(),
                                                                "status",
                                                                "succeeded",
                                                                "output",
                                                                1))
                                                .toList())));
        assertThat(answer.body().path("accepted").asInt()).isEqualTo(leases.size());
    }

    private static long waiting(Api api) {
        return api.get("/api/v1/cluster").body().path("waiting").asLong();
    }

    /** What the heap of the process holds after a collection. */
    private static long usedKibibytes(CoordinatorProcess coordinator)
            throws IOException, InterruptedException {
        command(coordinator, "GC.run");
        Matcher matcher = USED.matcher(command(coordinator, "GC.heap_info"));
        long sum = 0;
        while (matcher.find()) {
            sum += Long.parseLong(matcher.group(1));
        }
        assertThat(sum).isPositive();
        return sum;
    }

    private static String command(CoordinatorProcess coordinator, String command)
            throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                                Long.toString(coordinator.pid()),
                                command)
                        .redirectErrorStream(true)
                        .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
