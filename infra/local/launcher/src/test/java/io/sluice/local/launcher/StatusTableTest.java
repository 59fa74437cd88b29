package io.sluice.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class StatusTableTest {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
    private static final PartStatus RUNNING =
            new PartStatus(
                    "kafka",
                    PartStatus.State.READY,
                    OptionalLong.of(4711),
                    OptionalInt.of(19_092),
                    OptionalLong.of(256L * 1024 * 1024),
                    Path.of("/home/logs/kafka.log"));
    private static final PartStatus STOPPED = stopped("/home/logs/query-service.log");

    @Test
    void peopleSeeALineForEachPartAndTheMemoryOfAll() {
        String table = StatusTable.forPeople(List.of(RUNNING, RUNNING, STOPPED));

        assertThat(table.lines())
                .containsExactly(
                        "part                 state        port   process   memory  log",
                        "kafka                ready       19092      4711   256 MB "
                                + " /home/logs/kafka.log",
                        "kafka                ready       19092      4711   256 MB "
                                + " /home/logs/kafka.log",
                        "query-service        stopped                              "
                                + " /home/logs/query-service.log",
                        "together                                           512 MB");
    }

    @Test
    void scriptsSeeEverythingOfARunningPart() {
        JsonNode part = jsonOf(RUNNING);

        assertThat(part.propertyNames())
                .containsExactly("name", "state", "port", "pid", "memory_bytes", "log");
        assertThat(part.path("name").stringValue()).isEqualTo("kafka");
        assertThat(part.path("state").stringValue()).isEqualTo("ready");
        assertThat(part.path("port").intValue()).isEqualTo(19_092);
        assertThat(part.path("pid").longValue()).isEqualTo(4711);
        assertThat(part.path("memory_bytes").longValue()).isEqualTo(268_435_456);
        assertThat(part.path("log").stringValue()).isEqualTo("/home/logs/kafka.log");
    }

    @Test
    void scriptsSeeNullForWhatAStoppedPartHasNot() {
        JsonNode part = jsonOf(STOPPED);

        assertThat(part.path("state").stringValue()).isEqualTo("stopped");
        assertThat(part.path("port").isNull()).isTrue();
        assertThat(part.path("pid").isNull()).isTrue();
        assertThat(part.path("memory_bytes").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/my \"home\"/a.log", "/back\\slash/a.log", "/Büro/a b.log", "/{}[],:/%s"})
    void scriptsSeeTheLogWhateverItsPath(String log) {
        assertThat(jsonOf(stopped(log)).path("log").stringValue()).isEqualTo(log);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 6})
    void scriptsSeeAllParts(int number) {
        List<PartStatus> parts = Collections.nCopies(number, STOPPED);

        assertThat(JSON.readTree(StatusTable.forScripts(parts)).required("parts")).hasSize(number);
    }

    @ParameterizedTest
    @EnumSource
    void stateIsTheSameWordForPeopleAndScripts(PartStatus.State state) {
        PartStatus part =
                new PartStatus(
                        "mqtt",
                        state,
                        OptionalLong.empty(),
                        OptionalInt.empty(),
                        OptionalLong.empty(),
                        Path.of("/a.log"));

        assertThat(StatusTable.forPeople(List.of(part)))
                .contains(jsonOf(part).path("state").stringValue());
    }

    private static PartStatus stopped(String log) {
        return new PartStatus(
                "query-service",
                PartStatus.State.STOPPED,
                OptionalLong.empty(),
                OptionalInt.empty(),
                OptionalLong.empty(),
                Path.of(log));
    }

    private static JsonNode jsonOf(PartStatus part) {
        return JSON.readTree(StatusTable.forScripts(List.of(part))).required("parts").get(0);
    }
}
