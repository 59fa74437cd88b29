package io.sluice.coordinator.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.coordinator.Api;
import io.sluice.coordinator.CoordinatorServiceTest;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@CoordinatorServiceTest
class RolloutApiTest {
    private static final String TENTH =
            "{\"version\": \"2\", \"share\": 0.1, \"max_failure_rate\": 0.1, \"min_results\": 50}";

    @LocalServerPort private int port;
    @Autowired private ModelAssignments assignments;
    @Autowired private ModelOutcomes outcomes;
    @Autowired private RolloutReview review;

    private ModelApi models;

    @BeforeEach
    void connect() {
        models = new ModelApi(port);
    }

    @Test
    void firstVersionThatIsReadyIsTheStableOne() {
        models.begin("roll-first/versions/0", OnnxFile.bytes(100, 200));
        models.upload("roll-first/versions/1", OnnxFile.bytes(100, 201));
        models.upload("roll-first/versions/2", OnnxFile.bytes(100, 202));

        assertThat(stable("roll-first")).isEqualTo("1");
        assertThat(assignments.of("node", List.of("roll-first", "roll-nobody", "roll-first")))
                .singleElement()
                .returns("1", ModelAssignment::version)
                .returns(ModelAssignment.Channel.STABLE, ModelAssignment::channel)
                .returns(OnnxFile.sha256(OnnxFile.bytes(100, 201)), ModelAssignment::sha256);
    }

    @Test
    void anotherVersionIsMadeStable() {
        twoVersions("roll-stable");

        Api.Answer changed = models.put("roll-stable/stable", "{\"version\": \"2\"}");

        assertThat(changed.body().path("stable_version").asString()).isEqualTo("2");
        assertThat(assignments.of("node", List.of("roll-stable")))
                .extracting(ModelAssignment::version)
                .containsExactly("2");
    }

    @Test
    void versionThatIsNotReadyIsNeitherMadeStableNorRolledOut() {
        models.upload("roll-early/versions/1", OnnxFile.bytes(100, 203));
        models.begin("roll-early/versions/2", OnnxFile.bytes(100, 204));

        assertThat(models.put("roll-early/stable", "{\"version\": \"2\"}").code())
                .isEqualTo("version_not_ready");
        assertThat(models.post("roll-early/rollout", TENTH).code()).isEqualTo("version_not_ready");
        assertThat(models.put("roll-early/stable", "{\"version\": \"3\"}").code())
                .isEqualTo("version_not_found");
        assertThat(models.put("roll-nobody/stable", "{\"version\": \"3\"}").code())
                .isEqualTo("model_not_found");
        assertThat(models.put("roll-early/stable", "{}").code()).isEqualTo("invalid_model");
    }

    @Test
    void shareOfTheNodesTriesTheVersion() {
        twoVersions("roll-share");

        Api.Answer started = models.post("roll-share/rollout", TENTH);

        assertThat(started.status()).isEqualTo(201);
        assertThat(started.body().path("state").asString()).isEqualTo("running");
        assertThat(canaries("roll-share")).hasSizeBetween(60, 140);
        assertThat(models.get("/roll-share").body().path("rollout").path("version").asString())
                .isEqualTo("2");
    }

    @Test
    void shareOfARunningRolloutIsWidened() {
        twoVersions("roll-wider");
        models.post("roll-wider/rollout", TENTH);
        List<String> before = canaries("roll-wider");

        Api.Answer widened =
                models.post("roll-wider/rollout", "{\"version\": \"2\", \"share\": 0.5}");

        assertThat(widened.status()).isEqualTo(200);
        assertThat(widened.body().path("max_failure_rate").asDouble()).isEqualTo(0.05);
        assertThat(widened.body().path("min_results").asInt()).isEqualTo(100);
        assertThat(canaries("roll-wider")).containsAll(before).hasSizeBetween(420, 580);
    }

    @Test
    void promotedVersionIsTheStableOne() {
        twoVersions("roll-promoted");
        models.post("roll-promoted/rollout", TENTH);

        Api.Answer promoted =
                models.post("roll-promoted/rollout/promotion", "{\"reason\": \"looks fine\"}");

        assertThat(promoted.body().path("state").asString()).isEqualTo("promoted");
        assertThat(promoted.body().path("reason").asString()).isEqualTo("looks fine");
        assertThat(stable("roll-promoted")).isEqualTo("2");
        assertThat(canaries("roll-promoted")).isEmpty();
        assertThat(models.post("roll-promoted/rollout/stop", "").code()).isEqualTo("no_rollout");
    }

    @Test
    void stoppedVersionIsTriedByNobody() {
        twoVersions("roll-stopped");
        models.post("roll-stopped/rollout", TENTH);

        assertThat(models.post("roll-stopped/rollout/stop", "").body().path("state").asString())
                .isEqualTo("stopped");

        assertThat(stable("roll-stopped")).isEqualTo("1");
        assertThat(canaries("roll-stopped")).isEmpty();
        assertThat(models.get("/roll-stopped/rollout").body().path("ended_at").asString())
                .endsWith("Z");
        assertThat(models.post("roll-stopped/rollout", TENTH).status()).isEqualTo(201);
    }

    @Test
    void oneVersionIsTriedAtATime() {
        twoVersions("roll-one");
        models.upload("roll-one/versions/3", OnnxFile.bytes(100, 205));
        models.post("roll-one/rollout", TENTH);

        assertThat(models.post("roll-one/rollout", TENTH.replace("\"2\"", "\"3\"")).code())
                .isEqualTo("rollout_running");
        assertThat(models.put("roll-one/stable", "{\"version\": \"3\"}").code())
                .isEqualTo("rollout_running");
        assertThat(models.delete("roll-one/versions/2").code()).isEqualTo("version_in_use");
        assertThat(models.delete("roll-one/versions/1").code()).isEqualTo("version_in_use");
        assertThat(models.delete("roll-one/versions/3").status()).isEqualTo(204);
    }

    @Test
    void versionWithPastRolloutsCanBeRemoved() {
        twoVersions("roll-past");
        models.post("roll-past/rollout", TENTH);
        models.post("roll-past/rollout/stop", "");

        assertThat(models.delete("roll-past/versions/2").status()).isEqualTo(204);
        assertThat(models.get("/roll-past/rollout").code()).isEqualTo("no_rollout");
    }

    @Test
    void stableVersionIsNotRolledOut() {
        twoVersions("roll-same");

        assertThat(models.post("roll-same/rollout", TENTH.replace("\"2\"", "\"1\"")).code())
                .isEqualTo("version_in_use");
    }

    @Test
    void whatIsNotRolledOutIsNeitherShownNorEnded() {
        twoVersions("roll-none");

        assertThat(models.get("/roll-none/rollout").status()).isEqualTo(404);
        assertThat(models.get("/roll-none/rollout").code()).isEqualTo("no_rollout");
        assertThat(models.post("roll-none/rollout/promotion", "").code()).isEqualTo("no_rollout");
        assertThat(models.get("/roll-nobody/rollout").code()).isEqualTo("model_not_found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"share\": 0.1}",
                "{\"version\": \"2\"}",
                "{\"version\": \"2\", \"share\": 0}",
                "{\"version\": \"2\", \"share\": 1.01}",
                "{\"version\": \"2\", \"share\": 0.1, \"max_failure_rate\": -1}",
                "{\"version\": \"2\", \"share\": 0.1, \"min_results\": 0}"
            })
    void rolloutThatCannotBeIsRefused(String json) {
        Api.Answer refused = models.post("roll-invalid/rollout", json);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo("invalid_model");
    }

    @Test
    void versionWithFewFailuresIsPromoted() {
        twoVersions("roll-good");
        outcomes.count(List.of(new ModelOutcome("roll-good", "2", 0, 1000)));
        models.post("roll-good/rollout", TENTH);
        outcomes.count(List.of(new ModelOutcome("roll-good", "2", 40, 4)));
        review.review();
        assertThat(rollout("roll-good").path("state").asString()).isEqualTo("running");
        assertThat(rollout("roll-good").path("tasks_failed").asInt()).isEqualTo(4);

        outcomes.count(List.of(new ModelOutcome("roll-good", "2", 6, 0)));
        review.review();
        outcomes.count(List.of(new ModelOutcome("roll-good", "2", 7, 7)));

        assertThat(stable("roll-good")).isEqualTo("2");
        JsonNode ended = rollout("roll-good");
        assertThat(ended.path("state").asString()).isEqualTo("promoted");
        assertThat(ended.path("tasks_succeeded").asInt()).isEqualTo(46);
        assertThat(ended.path("failure_rate").asDouble()).isEqualTo(0.08);
        assertThat(ended.path("reason").asString()).contains("4 of 50 tasks failed");
    }

    @Test
    void versionWithManyFailuresIsStopped() {
        twoVersions("roll-bad");
        models.post("roll-bad/rollout", TENTH);
        outcomes.count(List.of(new ModelOutcome("roll-bad", "2", 0, 5)));
        review.review();
        assertThat(rollout("roll-bad").path("state").asString()).isEqualTo("running");

        outcomes.count(List.of(new ModelOutcome("roll-bad", "2", 0, 1)));
        review.review();

        assertThat(rollout("roll-bad").path("state").asString()).isEqualTo("stopped");
        assertThat(stable("roll-bad")).isEqualTo("1");
        assertThat(canaries("roll-bad")).isEmpty();
    }

    private void twoVersions(String model) {
        models.upload(model + "/versions/1", OnnxFile.bytes(100, 206));
        models.upload(model + "/versions/2", OnnxFile.bytes(100, 207));
    }

    private String stable(String model) {
        return models.get("/" + model).body().path("stable_version").asString();
    }

    private JsonNode rollout(String model) {
        return models.get("/" + model + "/rollout").body();
    }

    /** Which of a thousand nodes try a version. */
    private List<String> canaries(String model) {
        return IntStream.range(0, 1000)
                .mapToObj(number -> "node-" + number)
                .filter(node ->
                        assignments.of(node, Arrays.asList(model)).getFirst().channel()
                                == ModelAssignment.Channel.CANARY)
                .toList();
    }
}
