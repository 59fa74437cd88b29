package io.sluice.query.writing;

import static io.sluice.query.ReadingsProducer.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.sluice.query.QueryApplication;
import io.sluice.query.QueryServiceTest;
import io.sluice.query.ReadingsProducer;
import io.sluice.testservers.ServersAreThere;
import io.sluice.testservers.TestServers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** What breaks on the way from the topic to the table costs time, and neither loses nor doubles. */
@ExtendWith(ServersAreThere.class)
class WriterFaultTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Instant NOON = Instant.parse("2026-01-21T12:00:00Z");

    @Test
    void databaseThatDiesInTheMiddleLosesAndDoublesNothing() {
        TestServers.Faults faults = TestServers.get().faults();
        try (ConfigurableApplicationContext service = start();
                ReadingsProducer producer = new ReadingsProducer()) {
            for (int round = 0; round < 3; round++) {
                send(producer, "f1", "fault-1", round * 20_000, 10_000);
                faults.killPostgres();
                send(producer, "f1", "fault-1", round * 20_000 + 10_000, 10_000);
                faults.startPostgres();
            }

            JdbcTemplate jdbc = service.getBean(JdbcTemplate.class);
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .untilAsserted(() ->
                            assertThat(books(jdbc, "fault-1")).containsExactly(60_000L, 0L, 0L));
            assertThat(count(jdbc, "f1")).isEqualTo(60_000);
        }
    }

    @Test
    void twoWritersThatComeAndGoShareTheTopicWithoutDoubling() {
        try (ReadingsProducer producer = new ReadingsProducer();
                ConfigurableApplicationContext first = start()) {
            ConfigurableApplicationContext second = start();
            for (int device = 0; device < 20; device++) {
                send(producer, "f2-" + device, "fault-2", 0, 1_000);
            }
            second.close();
            for (int device = 0; device < 20; device++) {
                send(producer, "f2-" + device, "fault-2", 1_000, 1_000);
            }
            try (ConfigurableApplicationContext _ = start()) {
                for (int device = 0; device < 20; device++) {
                    send(producer, "f2-" + device, "fault-2", 2_000, 1_000);
                }
                JdbcTemplate jdbc = first.getBean(JdbcTemplate.class);
                await().atMost(PATIENCE)
                        .untilAsserted(() ->
                                assertThat(books(jdbc, "fault-2"))
                                        .containsExactly(60_000L, 0L, 0L));
            }
        }
    }

    /**
     * A writer that was held up so long that another has its partition must not write what it still
     * holds.
     */
    @Test
    void writerThatHasLostItsPartitionWritesNothing() {
        try (ConfigurableApplicationContext service = start();
                ReadingsProducer producer = new ReadingsProducer()) {
            send(producer, "f3", "fault-3", 0, 10);
            JdbcTemplate jdbc = service.getBean(JdbcTemplate.class);
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(books(jdbc, "fault-3")).containsExactly(10L, 0L, 0L));
            Map<Integer, Long> before = offsets(jdbc);
            int partition = before.keySet().iterator().next();
            long next = before.getOrDefault(partition, 0L);

            TopicProgress stale =
                    new TopicProgress(
                            "readings",
                            List.of(new TopicProgress.Step(partition, next + 5, next + 6)),
                            true);

            assertThat(
                            catchThrowable(() ->
                                    service.getBean(ReadingWriter.class)
                                            .write(
                                                    List.of(
                                                            message("f3", "stale")
                                                                    .reading("t", NOON, 9)
                                                                    .build()),
                                                    stale)))
                    .isInstanceOf(PostgresWriterOffsets.LostPartition.class);
            assertThat(books(jdbc, "stale")).isEmpty();
            assertThat(offsets(jdbc)).isEqualTo(before);
        }
    }

    /**
     * Random redeliveries, corrections and disorder, with the writer restarted in between: the
     * table is what was said last.
     */
    @Test
    void stormOfDuplicatesAndCorrectionsLeavesWhatWasSaidLast() {
        Random random = new Random(20261121);
        Map<String, Double> expected = new HashMap<>();
        long sent = 0;
        try (ReadingsProducer producer = new ReadingsProducer()) {
            for (int run = 0; run < 3; run++) {
                try (ConfigurableApplicationContext _ = start()) {
                    for (int i = 0; i < 400; i++) {
                        sent += sendRandom(producer, random, expected);
                    }
                }
            }
            try (ConfigurableApplicationContext service = start()) {
                JdbcTemplate jdbc = service.getBean(JdbcTemplate.class);
                long received = sent;
                await().atMost(PATIENCE)
                        .untilAsserted(() ->
                                assertThat(
                                                books(jdbc, "storm").stream()
                                                        .mapToLong(Long::longValue)
                                                        .sum())
                                        .isEqualTo(received));
                assertThat(books(jdbc, "storm").getFirst()).isEqualTo(expected.size());
                assertThat(table(jdbc, "storm-%")).isEqualTo(expected);
            }
        }
    }

    @Test
    void topicThatWasMadeAnewIsReadFromItsBeginning() throws Exception {
        try (ReadingsProducer producer = new ReadingsProducer()) {
            try (ConfigurableApplicationContext service = start()) {
                send(producer, "f5", "fault-5", 0, 1_000);
                JdbcTemplate jdbc = service.getBean(JdbcTemplate.class);
                await().atMost(PATIENCE)
                        .untilAsserted(() ->
                                assertThat(books(jdbc, "fault-5")).containsExactly(1_000L, 0L, 0L));
            }
            try (Admin admin =
                    Admin.create(
                            Map.of("bootstrap.servers", TestServers.get().bootstrapServers()))) {
                admin.deleteTopics(List.of("readings")).all().get();
                await().atMost(PATIENCE)
                        .until(() -> !admin.listTopics().names().get().contains("readings"));
            }
            try (ConfigurableApplicationContext service = start()) {
                send(producer, "f5", "fault-5", 1_000, 10);
                JdbcTemplate jdbc = service.getBean(JdbcTemplate.class);
                await().atMost(PATIENCE)
                        .untilAsserted(() ->
                                assertThat(books(jdbc, "fault-5")).containsExactly(1_010L, 0L, 0L));
            }
        }
    }

    private static int sendRandom(
            ReadingsProducer producer, Random random, Map<String, Double> expected) {
        String device = "storm-" + random.nextInt(5);
        ReadingsProducer.Message message = message(device, "storm");
        int readings = 1 + random.nextInt(20);
        for (int i = 0; i < readings; i++) {
            String metric = random.nextBoolean() ? "t" : "h";
            int second = random.nextInt(300);
            double value = random.nextInt(3);
            message.reading(metric, NOON.plusSeconds(second * 86_400L / 100), value);
            expected.put(
                    device + " " + metric + " " + NOON.plusSeconds(second * 86_400L / 100), value);
        }
        producer.send(message);
        return readings;
    }

    private static void send(
            ReadingsProducer producer, String device, String stream, int from, int count) {
        for (int start = from; start < from + count; start += 500) {
            ReadingsProducer.Message message = message(device, stream);
            for (int i = start; i < Math.min(start + 500, from + count); i++) {
                message.reading("t", NOON.plusMillis(i), i);
            }
            producer.send(message);
        }
    }

    private static List<Long> books(JdbcTemplate jdbc, String sourceStream) {
        List<List<Long>> found =
                jdbc.query(
                        "select stored, duplicate, corrected from source_stream_count where"
                                + " source_stream = ?",
                        (result, _) ->
                                List.of(result.getLong(1), result.getLong(2), result.getLong(3)),
                        sourceStream);
        return found.isEmpty() ? List.of() : found.getFirst();
    }

    private static long count(JdbcTemplate jdbc, String device) {
        return jdbc.query(
                        "select count(*) from reading join series on id = series_id where device_id"
                                + " = ?",
                        (result, _) -> result.getLong(1),
                        device)
                .getFirst();
    }

    private static Map<Integer, Long> offsets(JdbcTemplate jdbc) {
        Map<Integer, Long> offsets = new HashMap<>();
        jdbc.query(
                "select partition, next_offset from writer_offset where topic = 'readings'",
                result -> {
                    offsets.put(result.getInt(1), result.getLong(2));
                });
        return offsets;
    }

    private static Map<String, Double> table(JdbcTemplate jdbc, String devices) {
        Map<String, Double> table = new HashMap<>();
        List<String> rows = new ArrayList<>();
        jdbc.query(
                "select device_id, metric, ts, value from reading join series on id = series_id"
                        + " where device_id like ?",
                result -> {
                    String key =
                            result.getString(1)
                                    + " "
                                    + result.getString(2)
                                    + " "
                                    + result.getTimestamp(3).toInstant();
                    rows.add(key);
                    table.put(key, result.getDouble(4));
                },
                devices);
        assertThat(rows).doesNotHaveDuplicates();
        return table;
    }

    private static ConfigurableApplicationContext start() {
        return new SpringApplicationBuilder(QueryApplication.class)
                .initializers(new QueryServiceTest.UseServers())
                .run("--server.port=0");
    }
}
