package io.sluice.query.writing;

import static io.sluice.query.ReadingsProducer.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sluice.query.QueryServiceTest;
import io.sluice.query.ReadingsProducer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

@QueryServiceTest
class ReadingWriterTest {
    private final Instant noon = Instant.now().truncatedTo(ChronoUnit.DAYS);
    private static ReadingsProducer producer;

    @Autowired private JdbcTemplate jdbc;
    @Autowired private TimePartitions partitions;

    @BeforeAll
    static void open() {
        producer = new ReadingsProducer();
    }

    @AfterAll
    static void close() {
        producer.close();
    }

    @Test
    void readingsAreStoredWithTimeOrdinalValueAndQuality() {
        producer.send(
                message("w1", "s1")
                        .reading("temperature", noon, 21.5)
                        .reading("temperature", noon, 1, 22.5, 4)
                        .reading("humidity", noon.plusNanos(1_000), 65));

        await().untilAsserted(() ->
                assertThat(rows("w1"))
                        .containsExactly(
                                "humidity|" + noon.plusNanos(1_000) + "|0|65.0|0",
                                "temperature|" + noon + "|0|21.5|0",
                                "temperature|" + noon + "|1|22.5|4"));
        assertThat(books("s1")).containsExactly(3L, 0L, 0L);
    }

    @Test
    void redeliveryIsCountedAndNotStoredAgain() {
        producer.send(
                message("w2", "s2").reading("t", noon, 1).reading("t", noon.plusSeconds(1), 2));
        producer.send(
                message("w2", "s2").reading("t", noon, 1).reading("t", noon.plusSeconds(1), 2));
        producer.send(
                message("w2", "s2")
                        .reading("t", noon.plusSeconds(1), 2)
                        .reading("t", noon.plusSeconds(2), 3));

        await().untilAsserted(() -> assertThat(books("s2")).containsExactly(3L, 3L, 0L));
        assertThat(rows("w2")).hasSize(3);
    }

    @Test
    void sameIdentityWithAnotherValueIsACorrectionAndTheLastWins() {
        producer.send(message("w3", "s3").reading("t", noon, 1));
        await().untilAsserted(() -> assertThat(books("s3")).containsExactly(1L, 0L, 0L));
        producer.send(message("w3", "s3").reading("t", noon, 2));
        producer.send(message("w3", "s3").reading("t", noon, 3));
        producer.send(message("w3", "s3").reading("t", noon, 3));

        await().untilAsserted(() -> assertThat(books("s3")).containsExactly(1L, 1L, 2L));
        assertThat(rows("w3")).containsExactly("t|" + noon + "|0|3.0|0");
    }

    @Test
    void keyedMessageTimedOnArrivalIsRecognisedThoughItsTimesDiffer() {
        producer.send(message("w4", "key:a").timedOnArrival("d1").reading("t", noon, 1));
        producer.send(
                message("w4", "key:a").timedOnArrival("d1").reading("t", noon.plusSeconds(5), 1));
        producer.send(
                message("w4", "key:a").timedOnArrival("d2").reading("t", noon.plusSeconds(9), 1));

        await().untilAsserted(() -> assertThat(books("key:a")).containsExactly(2L, 1L, 0L));
        assertThat(rows("w4")).hasSize(2);
    }

    @Test
    void timesOfAllAgesFindTheirPartition() {
        Instant ancient = Instant.parse("2000-01-01T00:00:00Z");
        Instant ahead = noon.plus(Duration.ofDays(1));
        producer.send(
                message("w5", "s5")
                        .reading("t", ancient, 1)
                        .reading("t", ancient.plus(Duration.ofDays(20)), 2)
                        .reading("t", noon.minus(Duration.ofDays(3)), 3)
                        .reading("t", ahead, 4));

        await().untilAsserted(() -> assertThat(rows("w5")).hasSize(4));
    }

    @Test
    void partitionThatWasDroppedIsMadeAgain() {
        assumeTrue(
                partitions instanceof PostgresTimePartitions,
                "a hypertable has no partitions of this name");
        Instant old = Instant.parse("2001-06-15T00:00:00Z");
        producer.send(message("w8", "s8").reading("t", old, 1));
        await().untilAsserted(() -> assertThat(rows("w8")).hasSize(1));
        jdbc.execute("drop table reading_200106");

        producer.send(message("w8", "s8").reading("t", old.plusSeconds(1), 2));

        await().untilAsserted(() ->
                assertThat(rows("w8")).containsExactly("t|" + old.plusSeconds(1) + "|0|2.0|0"));
    }

    @Test
    void recordThatCannotBeReadIsRejectedAndTheTopicGoesOn() {
        producer.send("w6", new byte[] {1, 2, 3, 4, 5});
        producer.send(message("w6", "s6").reading("t", noon, 1));

        await().untilAsserted(() -> assertThat(rows("w6")).hasSize(1));
        await().untilAsserted(() ->
                assertThat(
                                jdbc.queryForList(
                                        "select sum(rejected) from source_stream_count where"
                                                + " source_stream like 'kafka:readings-%'",
                                        Long.class))
                        .containsExactly(1L));
    }

    @Test
    void unitIsKeptWithTheSeries() {
        producer.send(message("w7", "s7").reading("t", noon, 1).unit("Cel"));

        await().untilAsserted(() ->
                assertThat(
                                jdbc.queryForList(
                                        "select unit from series where device_id = 'w7'",
                                        String.class))
                        .containsExactly("Cel"));
    }

    private List<String> rows(String device) {
        return jdbc.query(
                "select s.metric, r.ts, r.ordinal, r.value, r.quality from reading r join series s"
                        + " on s.id = r.series_id where s.device_id = ? order by s.metric, r.ts,"
                        + " r.ordinal",
                (result, _) ->
                        "%s|%s|%d|%s|%d"
                                .formatted(
                                        result.getString(1),
                                        result.getTimestamp(2).toInstant(),
                                        result.getInt(3),
                                        result.getDouble(4),
                                        result.getInt(5)),
                device);
    }

    /** Stored, duplicate, corrected. */
    private List<Long> books(String sourceStream) {
        List<List<Long>> found =
                jdbc.query(
                        "select stored, duplicate, corrected from source_stream_count where"
                                + " source_stream = ?",
                        (result, _) ->
                                List.of(result.getLong(1), result.getLong(2), result.getLong(3)),
                        sourceStream);
        return found.isEmpty() ? List.of() : found.getFirst();
    }
}
