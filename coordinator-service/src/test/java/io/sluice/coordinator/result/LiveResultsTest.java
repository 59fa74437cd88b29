package io.sluice.coordinator.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.coordinator.Api;
import io.sluice.coordinator.CoordinatorServiceTest;
import io.sluice.coordinator.FinishedTasks;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

@CoordinatorServiceTest
@TestPropertySource(
        properties = {"sluice.live-results.heartbeat=200ms", "sluice.live-results.streams=3"})
class LiveResultsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @LocalServerPort private int port;
    @Autowired private JdbcClient jdbc;
    @Autowired private ResultSignal signal;
    @Autowired private LiveResultStreams streams;
    private FinishedTasks tasks;

    @BeforeEach
    void connect() {
        tasks = new FinishedTasks(jdbc);
        await().atMost(PATIENCE).until(() -> streams.count() == 0);
    }

    @Test
    void resultIsSentWhenTheTaskIsFinished() throws IOException {
        finish(FinishedTasks.Task.of("lr-a"));
        try (EventClient client = open("model=lr-a")) {
            UUID task = finish(FinishedTasks.Task.of("lr-a").device("lr-d").output("[\n1]"));
            UUID dead = finish(FinishedTasks.Task.of("lr-a").failed("dead"));

            await().atMost(PATIENCE).until(() -> client.events().size() >= 2);
            assertThat(client.tasks()).containsExactlyInAnyOrder(task.toString(), dead.toString());
            EventClient.Event event =
                    client.events().stream()
                            .filter(one -> one.task().equals(task.toString()))
                            .findFirst()
                            .orElseThrow();
            assertThat(event.name()).isEqualTo("succeeded");
            JsonNode data = event.data();
            assertThat(data.path("device_id").asString()).isEqualTo("lr-d");
            assertThat(data.path("state").asString()).isEqualTo("succeeded");
            assertThat(data.path("output").path(0).asInt()).isEqualTo(1);
            assertThat(data.path("node").asString()).isEqualTo("node-1");
        }
    }

    @Test
    void othersAreLeftOut() throws IOException {
        try (EventClient client = open("model=lr-b&state=failed&device=lr-b1")) {
            FinishedTasks.Task wanted = FinishedTasks.Task.of("lr-b").device("lr-b1");
            finish(wanted);
            finish(wanted.failed("dead"));
            finish(FinishedTasks.Task.of("lr-b").device("lr-b2").failed("failed"));
            finish(FinishedTasks.Task.of("lr-c").device("lr-b1").failed("failed"));
            UUID task = finish(wanted.failed("failed"));

            await().atMost(PATIENCE).until(() -> !client.events().isEmpty());
            assertThat(client.tasks()).containsExactly(task.toString());
        }
    }

    @Test
    void clientThatComesAgainGoesOnWhereItWas() throws IOException {
        List<String> all = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        String lastId;
        try (EventClient client = open("model=lr-e")) {
            for (int i = 0; i < 20; i++) {
                all.add(finish(FinishedTasks.Task.of("lr-e")).toString());
            }
            await().atMost(PATIENCE).until(() -> client.events().size() >= 10);
            // As if it had broken off after the tenth.
            List<EventClient.Event> first = client.events().subList(0, 10);
            first.forEach(event -> seen.add(event.task()));
            lastId = first.getLast().id();
        }
        for (int i = 0; i < 20; i++) {
            all.add(finish(FinishedTasks.Task.of("lr-e")).toString());
        }
        try (EventClient client = EventClient.after(port, "model=lr-e", lastId)) {
            await().atMost(PATIENCE).until(() -> client.events().size() >= 30);
            seen.addAll(client.tasks());
        }
        assertThat(seen).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void heartbeatTakesThePlaceAlong() throws IOException {
        try (EventClient client = open("model=lr-f")) {
            String atFirst = client.lastId();
            finish(FinishedTasks.Task.of("lr-other"));

            await().atMost(PATIENCE).until(() -> !client.lastId().equals(atFirst));
            assertThat(client.comments()).contains("heartbeat");
            assertThat(client.events()).isEmpty();
        }
    }

    @Test
    void placeThatIsNotThereAnyMoreIsSaid() throws IOException {
        try (EventClient client =
                EventClient.after(port, "model=lr-g", "0-99999999.1-0.2-0.3-0.4-0.5-0")) {
            await().atMost(PATIENCE).until(() -> !client.events().isEmpty());
            assertThat(client.events().getFirst().name()).isEqualTo("missed");
        }
    }

    @Test
    void placeThatMakesNoSenseIsRefused() {
        Api api = new Api(port);
        for (String id : List.of("x", "1", "1-", "-1", "0--5", "0-1,1-2")) {
            Api.Answer answer =
                    api.send(api.request("/api/v1/results/live").header("Last-Event-ID", id).GET());

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.code()).isEqualTo("invalid_parameter");
        }
        assertThat(api.get("/api/v1/results/live?state=x").code()).isEqualTo("invalid_parameter");
    }

    @Test
    void oneStreamTooManyIsRefused() throws IOException {
        try (EventClient _ = open("");
                EventClient _ = open("");
                EventClient _ = open("")) {
            Api.Answer answer = new Api(port).get("/api/v1/results/live");

            assertThat(answer.status()).isEqualTo(429);
            assertThat(answer.code()).isEqualTo("too_many_streams");
        }
        await().atMost(PATIENCE).until(() -> streams.count() == 0);
    }

    @Test
    void slowReaderGetsEverythingInTheEnd() throws IOException {
        String large = "\"" + "x".repeat(200_000) + "\"";
        try (EventClient quick = open("model=lr-h");
                EventClient slow = EventClient.slow(port, "model=lr-h", quick.lastId())) {
            for (int i = 0; i < 60; i++) {
                finish(FinishedTasks.Task.of("lr-h").output(large));
            }
            await().atMost(PATIENCE).until(() -> quick.events().size() == 60);
            assertThat(slow.events()).isEmpty();

            slow.beginToRead();
            await().atMost(PATIENCE).until(() -> slow.events().size() == 60);
        }
    }

    @Test
    void serviceThatStopsEndsItsStreams() throws IOException {
        try (EventClient client = open("model=lr-i")) {
            streams.stop();
            try {
                await().atMost(PATIENCE).until(client::isAtEnd);
                assertThat(new Api(port).get("/api/v1/results/live").code()).isEqualTo("stopping");
            } finally {
                streams.start();
            }
        }
        open("").close();
    }

    private UUID finish(FinishedTasks.Task task) {
        UUID id = tasks.add(task);
        signal.wake();
        return id;
    }

    private EventClient open(String query) throws IOException {
        EventClient client = EventClient.at(port, query);
        await().atMost(PATIENCE).until(client::isOpen);
        return client;
    }
}
