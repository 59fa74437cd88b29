package io.sluice.query.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.query.Api;
import io.sluice.query.QueryServiceTest;
import io.sluice.query.archive.WrittenArchive;
import io.sluice.query.writing.TimePartitions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

@QueryServiceTest
class ArchiveApiTest {
    @LocalServerPort private int port;

    @Autowired private JdbcTemplate jdbc;
    @Autowired private TimePartitions partitions;
    @Autowired private RetentionEffects effects;
    @Autowired private Retention retention;
    @Autowired private PostgresRetentionPolicies policies;
    @Autowired private PostgresRetentionRuns runs;

    private Api api;
    private KeptReadings kept;

    @BeforeEach
    void connect() {
        api = new Api(port);
        kept = new KeptReadings(jdbc, partitions, api);
    }

    @AfterEach
    void endPolicies() {
        kept.endPolicies();
    }

    @Test
    void restoredReadingsAndRollupsAreAsTheyWere() {
        int series = write("arc1", "1993-01");
        List<String> readings = kept.readings(series);
        List<String> hourly = kept.rollups("hourly", series);
        List<String> daily = kept.rollups("daily", series);
        kept.policy("arc", "{\"metric_pattern\":\"arc1\",\"raw\":\"P30D\",\"archive\":true}");

        kept.run();
        assertThat(kept.raw(series)).isZero();
        JsonNode archive = archives("1993-01").get(0);
        assertThat(archive.path("rows").asInt()).isEqualTo(4);
        assertThat(archive.path("series").asInt()).isOne();
        Api.Answer restored = restore(archive);

        assertThat(restored.status()).as(restored.body().toString()).isEqualTo(200);
        assertThat(restored.body().path("restored").asInt()).isEqualTo(4);
        assertThat(kept.readings(series)).isEqualTo(readings);
        kept.awaitRollups();
        assertThat(kept.rollups("hourly", series)).isEqualTo(hourly);
        assertThat(kept.rollups("daily", series)).isEqualTo(daily);
        assertThat(restore(archive).body().path("restored").asInt()).isZero();
        kept.awaitRollups();
        assertThat(kept.run().path("actions").get(0).path("action").asString()).isEqualTo("leave");
        assertThat(kept.raw(series)).isEqualTo(4);
    }

    @Test
    void readingThatCameLateIsStillThereAfterARestore() {
        int series = write("arc2", "1993-03");
        kept.policy(
                "arc",
                "{\"metric_pattern\":\"arc2\",\"raw\":\"P30D\",\"hourly\":\"P1Y\",\"archive\":true}");
        kept.run();
        kept.write(series, "1993-03-05T10:59:00Z", 100);
        assertThat(kept.rollups("daily", series)).first().asString().contains(" 4 ");

        restore(archives("1993-03").get(0));
        kept.awaitRollups();

        assertThat(kept.raw(series)).isEqualTo(5);
        assertThat(kept.rollups("hourly", series)).first().asString().contains(" 4 106.5 ");
        assertThat(kept.rollups("daily", series))
                .first()
                .asString()
                .contains(" 4 106.5 ")
                .endsWith(" f");
        assertThat(kept.count("reading_hourly_base", series)).isZero();
        assertThat(kept.count("reading_daily_base", series)).isZero();
    }

    @Test
    void hourOfWhichTwoFilesHavePartsIsCountedOnceHoweverManyAreRestored() {
        int series = write("arc3", "1993-05");
        kept.policy("arc", "{\"metric_pattern\":\"arc3\",\"raw\":\"P30D\",\"archive\":true}");
        kept.run();
        kept.write(series, "1993-05-05T10:59:00Z", 100);
        kept.run();
        List<JsonNode> archives = archives("1993-05");
        assertThat(archives).hasSize(2);

        restore(archives.get(1));
        kept.awaitRollups();
        assertThat(kept.rollups("hourly", series))
                .first()
                .asString()
                .contains(" 4 106.5 ")
                .endsWith(" t");
        restore(archives.get(0));
        kept.awaitRollups();

        assertThat(kept.rollups("hourly", series))
                .first()
                .asString()
                .contains(" 4 106.5 ")
                .endsWith(" f");
        assertThat(kept.raw(series)).isEqualTo(5);
    }

    @Test
    void damagedFileIsNotRestored() throws IOException {
        int series = write("arc4", "1993-07");
        kept.policy("arc", "{\"metric_pattern\":\"arc4\",\"raw\":\"P30D\",\"archive\":true}");
        kept.run();
        JsonNode archive = archives("1993-07").get(0);
        Path file = Path.of(URI.create(archive.path("location").asString()));
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);

        assertThat(restore(archive).code()).isEqualTo("archive_damaged");
        Files.delete(file);
        assertThat(restore(archive).code()).isEqualTo("archive_damaged");
        assertThat(kept.raw(series)).isZero();
        assertThat(archives("1993-07").get(0).has("restored_at")).isFalse();
    }

    @Test
    void readingThatChangesAfterItWasArchivedIsNotDropped() {
        int series = write("arc5", "1993-09");
        kept.policy("arc", "{\"metric_pattern\":\"arc5\",\"raw\":\"P30D\",\"archive\":true}");
        List<RetentionAction> plan = retention.plan(policies.all());
        RetentionEffects changing =
                new StoppingEffects(effects, Integer.MAX_VALUE) {
                    @Override
                    public WrittenArchive archive(
                            String label, Set<Integer> of, Instant from, Instant until) {
                        WrittenArchive written = super.archive(label, of, from, until);
                        jdbc.update(
                                "update reading set value = 7 where series_id = ? and ordinal = 1",
                                series);
                        kept.mark(series, "1993-09-05T10:00:00Z");
                        kept.awaitRollups();
                        return written;
                    }
                };

        assertThat(new RetentionRun(changing, runs.begin(Instant.now())).perform(plan)).isEmpty();

        assertThat(kept.raw(series)).isEqualTo(4);
        assertThat(archives("1993-09")).isEmpty();
        kept.run();
        assertThat(kept.raw(series)).isZero();
        assertThat(archives("1993-09")).hasSize(1);
    }

    @Test
    void nothingIsLostWhereverARunIsCutOff() {
        int series = write("arc6", "1993-11");
        int staying = kept.series("arc", "arc-stays");
        int deleted = write("arc7", "1994-01");
        kept.write(staying, "1994-01-05T10:00:00Z", 1);
        List<String> readings = kept.readings(series);
        List<String> alsoReadings = kept.readings(deleted);
        kept.policy("arc", "{\"metric_pattern\":\"arc*\",\"raw\":\"P30D\",\"archive\":true}");
        kept.policy("stays", "{\"metric_pattern\":\"arc-stays\",\"priority\":1}");

        int calls = 0;
        boolean cutOff = true;
        while (cutOff) {
            cutOff = runUntil(++calls);
            boolean isHere = kept.readings(series).equals(readings);
            assertThat(isHere || archives("1993-11").size() == 1).isTrue();
            boolean isAlsoHere = kept.readings(deleted).equals(alsoReadings);
            assertThat(isAlsoHere || archives("1994-01").size() == 1).isTrue();
        }
        assertThat(calls).isGreaterThan(3);

        archives("1993-11").forEach(this::restore);
        archives("1994-01").forEach(this::restore);
        assertThat(kept.readings(series)).isEqualTo(readings);
        assertThat(kept.readings(deleted)).isEqualTo(alsoReadings);
        assertThat(kept.run().has("failure")).isFalse();
        assertThat(runs.latest(2).getLast().failure()).isEqualTo("it was cut off");
    }

    /** A run that ends after so many calls; whether it did. */
    private boolean runUntil(int calls) {
        StoppingEffects stopping = new StoppingEffects(effects, calls);
        try {
            new RetentionRun(stopping, runs.begin(Instant.now()))
                    .perform(retention.plan(policies.all()));
            return false;
        } catch (Stopped e) {
            return true;
        }
    }

    private int write(String name, String month) {
        int series = kept.series("arc", name);
        String hour = month + "-05T10:";
        kept.writeUnmarked(series, hour + "00:00.000001Z", 0, 1.5, 0);
        kept.writeUnmarked(series, hour + "00:00.000001Z", 1, 2, 15);
        kept.writeUnmarked(series, hour + "30:00Z", 0, 3, 2);
        kept.mark(series, hour + "00:00Z");
        kept.write(series, month + "-06T23:59:59.999999Z", -0.25);
        return series;
    }

    private List<JsonNode> archives(String month) {
        return api
                .get("/api/v1/retention/archives?from=" + month + "-02&to=" + month + "-28")
                .body()
                .path("archives")
                .values()
                .stream()
                .toList();
    }

    private Api.Answer restore(JsonNode archive) {
        return kept.post(
                "/api/v1/retention/archives/" + archive.path("id").asLong() + "/restore", "");
    }

    /** The process has ended. */
    private static final class Stopped extends Error {
        private static final long serialVersionUID = 1;
    }

    /** Does what others do, and after some calls ends the process. */
    private static class StoppingEffects implements RetentionEffects {
        private final RetentionEffects effects;
        private int callsLeft;

        StoppingEffects(RetentionEffects effects, int calls) {
            this.effects = effects;
            this.callsLeft = calls;
        }

        private <T> T stopOrNot(T result) {
            if (--callsLeft <= 0) {
                throw new Stopped();
            }
            return result;
        }

        @Override
        public long markUnfinished(Set<Integer> series, Instant from, Instant until) {
            return stopOrNot(effects.markUnfinished(series, from, until));
        }

        @Override
        public WrittenArchive archive(
                String label, Set<Integer> series, Instant from, Instant until) {
            return stopOrNot(effects.archive(label, series, from, until));
        }

        @Override
        public Outcome drop(
                RetentionAction.DropPartition action,
                @Nullable WrittenArchive archive,
                RecordPlace place) {
            return stopOrNot(effects.drop(action, archive, place));
        }

        @Override
        public Outcome deleteSome(
                RetentionAction.DeleteRows action,
                @Nullable WrittenArchive archive,
                RecordPlace place) {
            return stopOrNot(effects.deleteSome(action, archive, place));
        }

        @Override
        public Outcome deleteSomeRollups(RetentionAction.DeleteRollups action, RecordPlace place) {
            return stopOrNot(effects.deleteSomeRollups(action, place));
        }

        @Override
        public void dropIfEmpty(Partition partition) {
            effects.dropIfEmpty(partition);
            stopOrNot(partition);
        }

        @Override
        public void note(RecordPlace place, RetentionStep step) {
            effects.note(place, step);
            stopOrNot(step);
        }
    }
}
