package io.sluice.ingestion.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.contracts.devices.DeviceState;
import io.sluice.ingestion.Api;
import io.sluice.ingestion.IngestionServiceTest;
import io.sluice.ingestion.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@IngestionServiceTest
class DeviceApiTest {
    private static final String DEVICES = "/api/v1/devices";
    private static final String WHOLE =
            """
            {"id":"%s","name":"Room 1","type":"DHT22","location":"Living Room",
             "labels":{"floor":"2","house":"a"},"expected_interval":"PT30S","installed_date":"2024-01-15"}
            """;

    @LocalServerPort private int port;

    private Api api;

    @BeforeEach
    void connect() {
        api = new Api(port);
    }

    @Test
    void deviceIsRegisteredShownChangedAndRemoved() {
        Api.Answer registered = api.post(DEVICES, WHOLE.formatted("d1"));
        assertThat(registered.status()).isEqualTo(201);
        assertThat(registered.headers()).containsEntry("Location", DEVICES + "/d1");
        assertThat(api.get(DEVICES + "/d1").body()).isEqualTo(registered.body());
        assertThat(registered.body().path("labels").path("floor").asString()).isEqualTo("2");
        assertThat(registered.body().path("expected_interval").asString()).isEqualTo("PT30S");
        assertThat(registered.body().path("version").asInt()).isEqualTo(1);

        Api.Answer changed =
                api.put(DEVICES + "/d1", "{\"name\":\"Cellar\",\"expected_interval\":60}");
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.body().path("name").asString()).isEqualTo("Cellar");
        assertThat(changed.body().path("expected_interval").asString()).isEqualTo("PT1M");
        assertThat(changed.body().path("labels").isEmpty()).isTrue();
        assertThat(changed.body().path("version").asInt()).isEqualTo(2);

        assertThat(api.delete(DEVICES + "/d1").status()).isEqualTo(204);
        assertThat(api.get(DEVICES + "/d1").code()).isEqualTo("unknown_device");
        assertThat(api.delete(DEVICES + "/d1").code()).isEqualTo("unknown_device");
    }

    @Test
    void changesGoToTheTopicAndARemovedDeviceIsATombstone() {
        api.post(DEVICES, WHOLE.formatted("d2"));
        await().untilAsserted(() -> {
            DeviceState state = Topics.device("d2").orElseThrow();
            assertThat(state.getName()).isEqualTo("Room 1");
            assertThat(state.getLabelsMap()).containsEntry("house", "a");
            assertThat(state.getExpectedIntervalMillis()).isEqualTo(30_000);
            assertThat(state.getInstalledDate()).isEqualTo("2024-01-15");
        });

        api.delete(DEVICES + "/d2");

        await().untilAsserted(() -> assertThat(Topics.device("d2")).isEmpty());
    }

    @Test
    void readingsAreTakenAsSoonAsADeviceIsRegisteredAndRefusedAsSoonAsItIsRemoved() {
        String reading = "{\"device_id\":\"d3\",\"t\":1}";
        assertThat(api.post("/api/v1/readings", reading).code()).isEqualTo("unknown_device");

        api.post(DEVICES, "{\"id\":\"d3\"}");
        assertThat(api.post("/api/v1/readings", reading).status()).isEqualTo(202);

        api.delete(DEVICES + "/d3");
        assertThat(api.post("/api/v1/readings", reading).code()).isEqualTo("unknown_device");

        assertThat(api.post(DEVICES, "{\"id\":\"d3\"}").status()).isEqualTo(201);
        assertThat(api.post("/api/v1/readings", reading).status()).isEqualTo(202);
    }

    @Test
    void duplicateIdIsRefused() {
        api.post(DEVICES, "{\"id\":\"d4\",\"name\":\"first\"}");

        Api.Answer again = api.post(DEVICES, "{\"device_id\":\"d4\",\"name\":\"second\"}");

        assertThat(again.status()).isEqualTo(409);
        assertThat(again.code()).isEqualTo("device_exists");
        assertThat(api.get(DEVICES + "/d4").body().path("name").asString()).isEqualTo("first");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                              | 400 | missing_device_id",
                "{\"id\":\"a b\"}                                | 400 | invalid_device_id",
                "{\"id\":\"a/b\"}                                | 400 | invalid_device_id",
                "{\"id\":\"\"}                                   | 400 | invalid_device_id",
                "{\"id\":\"x\",\"expected_interval\":\"soon\"}   | 400 | invalid_parameter",
                "{\"id\":\"x\",\"expected_interval\":\"PT0S\"}   | 400 | invalid_device",
                "{\"id\":\"x\",\"expected_interval\":\"-PT5S\"}  | 400 | invalid_device",
                "{\"id\":\"x\",\"installed_date\":\"yesterday\"} | 400 | invalid_parameter",
                "{\"id\":\"x\",\"labels\":{\"a\":{}}}            | 400 | invalid_parameter",
                "{\"id\":\"x\",\"lokation\":\"typo\"}            | 400 | invalid_parameter",
                "{\"id\":\"x\",\"name\":\"a\\u0000b\"}           | 400 | invalid_device",
                "{\"id\":                                        | 400 | malformed_json",
            })
    void badDeviceIsRefused(String json, int status, String code) {
        Api.Answer answer = api.post(DEVICES, json);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
    }

    @Test
    void bodyMustNotContradictThePath() {
        api.post(DEVICES, "{\"id\":\"d5\"}");

        assertThat(api.put(DEVICES + "/d5", "{\"id\":\"d6\"}").code()).isEqualTo("device_mismatch");
        assertThat(api.put(DEVICES + "/nobody", "{}").code()).isEqualTo("unknown_device");
    }

    @Test
    void listIsFilteredAndPaged() {
        String csv =
                "id,name,type,location,labels\n"
                        + IntStream.range(0, 25)
                                .mapToObj(i ->
                                        "page-%02d,Sensor %02d,%s,hall,site=%s;nr=%d"
                                                .formatted(
                                                        i,
                                                        i,
                                                        i % 2 == 0 ? "A" : "B",
                                                        i < 10 ? "north" : "south",
                                                        i))
                                .collect(Collectors.joining("\n"));
        api.post(DEVICES + "/import", "text/csv", csv.getBytes(StandardCharsets.UTF_8));

        assertThat(ids("?label=site:north&location=hall")).hasSize(10);
        assertThat(ids("?label=site:north&type=A")).hasSize(5);
        assertThat(ids("?label=site:north&label=nr:3")).containsExactly("page-03");
        assertThat(ids("?name=sensor%201&location=hall")).hasSize(10);
        Api.Answer first = api.get(DEVICES + "?location=hall&limit=20");
        assertThat(first.body().path("next").asString()).isEqualTo("page-19");
        Api.Answer second = api.get(DEVICES + "?location=hall&limit=20&after=page-19");
        assertThat(second.body().path("devices").size()).isEqualTo(5);
        assertThat(second.body().has("next")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"?limit=0", "?limit=1001", "?limit=x", "?label=nocolon"})
    void badListParametersAreRefused(String query) {
        assertThat(api.get(DEVICES + query).code()).isEqualTo("invalid_parameter");
    }

    @Test
    void csvIsImportedRowByRow() {
        String csv =
                """
                id,name,type,location,labels,expected_interval,installed_date
                c1,"Room, 1",DHT22,Hall,floor=1;wing=east,PT30S,2024-01-15
                c2,,DHT22,,,60,
                bad id,,,,,,
                c3,,,,nolabel,,
                c4,,,,,whenever,
                """;

        Api.Answer first =
                api.post(DEVICES + "/import", "text/csv", csv.getBytes(StandardCharsets.UTF_8));
        Api.Answer second =
                api.post(DEVICES + "/import", "text/csv", csv.getBytes(StandardCharsets.UTF_8));

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.body().path("created").asInt()).isEqualTo(2);
        assertThat(
                        first.body().path("rejections").values().stream()
                                .map(row ->
                                        row.path("index").asInt()
                                                + " "
                                                + row.path("code").asString()))
                .containsExactly("2 invalid_device_id", "3 invalid_device", "4 invalid_device");
        assertThat(second.body().path("created").asInt()).isZero();
        assertThat(second.body().path("updated").asInt()).isEqualTo(2);
        assertThat(api.get(DEVICES + "/c1").body().path("name").asString()).isEqualTo("Room, 1");
        assertThat(api.get(DEVICES + "/c1").body().path("labels").path("wing").asString())
                .isEqualTo("east");
        assertThat(api.get(DEVICES + "/c2").body().path("expected_interval").asString())
                .isEqualTo("PT1M");
    }

    @Test
    void badCsvIsRefused() {
        assertThat(importCsv("name\nx\n")).isEqualTo("malformed_csv");
        assertThat(importCsv("id,colour\nx,red\n")).isEqualTo("malformed_csv");
        assertThat(importCsv("id\n\"open\n")).isEqualTo("malformed_csv");
        assertThat(
                        api.post(
                                        DEVICES + "/import",
                                        "text/csv",
                                        new byte[] {'i', 'd', '\n', (byte) 0xff})
                                .code())
                .isEqualTo("invalid_utf8");
        assertThat(api.post(DEVICES + "/import", "application/json", new byte[0]).code())
                .isEqualTo("unsupported_media_type");
    }

    private String importCsv(String csv) {
        return api.post(DEVICES + "/import", "text/csv", csv.getBytes(StandardCharsets.UTF_8))
                .code();
    }

    private List<String> ids(String query) {
        Api.Answer answer = api.get(DEVICES + query);
        assertThat(answer.status()).isEqualTo(200);
        return answer.body().path("devices").values().stream()
                .map(device -> device.path("id").asString())
                .toList();
    }
}
