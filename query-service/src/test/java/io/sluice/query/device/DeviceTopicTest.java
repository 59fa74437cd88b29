package io.sluice.query.device;

import static io.sluice.query.ReadingsProducer.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.contracts.devices.DeviceState;
import io.sluice.query.Api;
import io.sluice.query.QueryServiceTest;
import io.sluice.query.ReadingsProducer;
import io.sluice.query.series.Series;
import io.sluice.query.series.SeriesDirectory;
import io.sluice.query.series.SeriesSelector;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the topic says of devices is in the table and in memory. */
@QueryServiceTest
class DeviceTopicTest {
    private static final Instant NOON = Instant.parse("2026-01-21T12:00:00Z");
    private static ReadingsProducer producer;

    @LocalServerPort private int port;

    @Autowired private JdbcTemplate jdbc;
    @Autowired private DeviceDirectory directory;
    @Autowired private KnownDevices memory;
    @Autowired private PostgresDevices table;
    @Autowired private KafkaDeviceFollower follower;
    @Autowired private SeriesDirectory series;

    @BeforeAll
    static void open() {
        producer = new ReadingsProducer();
    }

    @AfterAll
    static void close() {
        producer.close();
    }

    @Test
    void registeredDeviceIsKnownWithAllThatIsSaidOfIt() {
        producer.register(
                state("dt1", 1, "Station")
                        .setType("DHT22")
                        .setLocation("roof")
                        .putLabels("site", "north")
                        .setExpectedIntervalMillis(1_500)
                        .build());

        Device expected =
                new Device(
                        "dt1",
                        "Station",
                        "DHT22",
                        "roof",
                        Map.of("site", "north"),
                        Duration.ofMillis(1_500));
        awaitBoth("dt1", expected);
        assertThat(directory.find("dt1")).hasValue(expected);
    }

    @Test
    void changeReplacesAndAnOlderVersionDoesNot() {
        producer.register(state("dt2", 1, "first").putLabels("a", "1").build());
        producer.register(state("dt2", 3, "third").build());
        producer.register(state("dt2", 2, "second").build());
        awaitEverythingBefore("dt2-end");

        Device third = new Device("dt2", "third", null, null, Map.of(), null);
        awaitBoth("dt2", third);
        producer.register(state("dt2", 2, "second").build());
        awaitEverythingBefore("dt2-end-2");
        awaitBoth("dt2", third);
    }

    @Test
    void removedDeviceIsUnknownUntilItIsRegisteredAgainWithAnyVersion() {
        producer.register(state("dt3", 7, "first").build());
        awaitBoth("dt3", new Device("dt3", "first", null, null, Map.of(), null));

        producer.device("dt3", null);
        await().untilAsserted(() -> {
            assertThat(memory.of("dt3").device()).isEmpty();
            assertThat(memory.of("dt3").certain()).isTrue();
            assertThat(table.find("dt3")).isEmpty();
        });

        producer.register(state("dt3", 1, "second").build());
        awaitBoth("dt3", new Device("dt3", "second", null, null, Map.of(), null));
    }

    @Test
    void recordThatIsNoDeviceChangesNothingAndHoldsNothingUp() {
        producer.register(state("dt4", 1, "good").build());
        producer.device("dt4", new byte[] {1, 2, 3});
        producer.register(state("dt4", 2, "a\0b").build());
        producer.register(state("dt4", 3, "a").setExpectedIntervalMillis(Long.MAX_VALUE).build());
        awaitEverythingBefore("dt4-end");

        awaitBoth("dt4", new Device("dt4", "good", null, null, Map.of(), null));
    }

    /** As an instance that is stopped and started, or a context of tests that is paused. */
    @Test
    void followerThatStartsAgainKnowsWhatHappenedMeanwhile() {
        producer.register(state("dt5", 1, "first").build());
        producer.register(state("dt5-removed", 1, "first").build());
        awaitBoth("dt5", new Device("dt5", "first", null, null, Map.of(), null));
        awaitBoth("dt5-removed", new Device("dt5-removed", "first", null, null, Map.of(), null));

        follower.stop();
        assertThat(follower.isRunning()).isFalse();
        producer.register(state("dt5", 2, "second").build());
        producer.device("dt5-removed", null);
        follower.start();

        awaitBoth("dt5", new Device("dt5", "second", null, null, Map.of(), null));
        await().untilAsserted(() -> assertThat(directory.find("dt5-removed")).isEmpty());
    }

    @Test
    void tableIsAskedAsLongAsTheTopicIsNotRead() {
        producer.register(state("dt6", 1, "first").build());
        awaitBoth("dt6", new Device("dt6", "first", null, null, Map.of(), null));

        follower.stop();
        memory.begin();

        assertThat(directory.find("dt6")).map(Device::name).hasValue("first");
        follower.start();
        await().untilAsserted(() -> assertThat(memory.of("dt6").certain()).isTrue());
    }

    @Test
    void seriesAreChosenByTheLabelsOfTheirDevices() {
        producer.register(
                state("dt7-a", 1, "a").putLabels("site", "dt7").putLabels("floor", "1").build());
        producer.register(
                state("dt7-b", 1, "b").putLabels("site", "dt7").putLabels("floor", "2").build());
        producer.send(message("dt7-a", "devices").reading("t", NOON, 1).reading("h", NOON, 1));
        producer.send(message("dt7-b", "devices").reading("t", NOON, 1));

        await().untilAsserted(() ->
                assertThat(chosen(null, Map.of("site", "dt7")))
                        .containsExactly("dt7-a/h", "dt7-a/t", "dt7-b/t"));
        assertThat(chosen("t", Map.of("site", "dt7"))).containsExactly("dt7-a/t", "dt7-b/t");
        assertThat(chosen("t", Map.of("site", "dt7", "floor", "2"))).containsExactly("dt7-b/t");
        assertThat(chosen("t", Map.of("site", "' or true --"))).isEmpty();
    }

    @Test
    void deviceWithoutReadingsIsToldFromOneThatNobodyKnows() {
        producer.register(state("dt8", 1, "silent").build());
        awaitBoth("dt8", new Device("dt8", "silent", null, null, Map.of(), null));
        Api api = new Api(port);

        for (String path : List.of("/series", "/series/t/points", "/series/t/latest", "/latest")) {
            Api.Answer silent = api.get("/api/v1/devices/dt8" + path);
            assertThat(silent.status()).isEqualTo(404);
            assertThat(silent.code()).isEqualTo("no_readings");
            assertThat(silent.body().path("detail").asString())
                    .isEqualTo("device 'dt8' is registered, and there are no readings of it yet");
            Api.Answer nobody = api.get("/api/v1/devices/dt8-nobody" + path);
            assertThat(nobody.code()).isEqualTo("no_readings");
            assertThat(nobody.body().path("detail").asString())
                    .isEqualTo(
                            "there are no readings of a device 'dt8-nobody', and it is not"
                                    + " registered");
        }
    }

    @Test
    void newMetricOfAKnownDeviceIsFoundAtOnce() {
        jdbc.update("insert into series (device_id, metric) values ('dt9', 't')");
        assertThat(series.of("dt9", "t").metric()).isEqualTo("t");

        jdbc.update("insert into series (device_id, metric) values ('dt9', 'h')");

        assertThat(series.of("dt9", "h").metric()).isEqualTo("h");
    }

    private List<String> chosen(@Nullable String metric, Map<String, String> labels) {
        return series.matching(new SeriesSelector(List.of(), metric, labels), 10).stream()
                .map((Series one) -> one.deviceId() + "/" + one.metric())
                .toList();
    }

    private void awaitBoth(String id, Device expected) {
        await().untilAsserted(() -> {
            assertThat(table.find(id)).hasValue(expected);
            assertThat(memory.of(id).device()).hasValue(expected);
        });
    }

    /** In all partitions. */
    private void awaitEverythingBefore(String marker) {
        for (int i = 0; i < 60; i++) {
            producer.register(state(marker + i, 1, "marker").build());
        }
        await().untilAsserted(() -> {
            assertThat(
                            jdbc.queryForObject(
                                    "select count(*) from device where id ~ ('^' || ? ||"
                                            + " '[0-9]+$')",
                                    Long.class,
                                    marker))
                    .isEqualTo(60);
            for (int i = 0; i < 60; i++) {
                assertThat(memory.of(marker + i).device()).isPresent();
            }
        });
    }

    private static DeviceState.Builder state(String id, long version, String name) {
        return DeviceState.newBuilder().setId(id).setName(name).setVersion(version);
    }
}
