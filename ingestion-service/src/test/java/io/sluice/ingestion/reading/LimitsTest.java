package io.sluice.ingestion.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.contracts.rejections.RejectedReading;
import io.sluice.ingestion.Api;
import io.sluice.ingestion.IngestionServiceTest;
import io.sluice.ingestion.MqttDevice;
import io.sluice.ingestion.Topics;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** What is off by default: a rate for each device, and devices that register themselves. */
@IngestionServiceTest
@TestPropertySource(
        properties = {
            "sluice.rate-limit.readings=10",
            "sluice.rate-limit.period=1h",
            "sluice.devices.auto-register=auto-[a-z0-9]+",
            "sluice.mqtt.client-id=sluice-ingestion-limits",
            "sluice.mqtt.share-group=limits"
        })
class LimitsTest {
    private static final String READINGS = "/api/v1/readings";

    @LocalServerPort private int port;

    private Api api;

    @BeforeEach
    void connect() {
        api = new Api(port);
    }

    @Test
    void deviceOverItsRateIsToldToWait() {
        api.register("l1", "l2");
        assertThat(api.post(READINGS, batch("l1", 10)).status()).isEqualTo(202);

        Api.Answer over = api.post(READINGS, batch("l1", 1));

        assertThat(over.status()).isEqualTo(429);
        assertThat(over.code()).isEqualTo("rate_limited");
        assertThat(over.body().path("blame").asString()).isEqualTo("capacity");
        assertThat(over.headers()).containsKey("Retry-After");
        assertThat(api.post(READINGS, batch("l2", 10)).status()).isEqualTo(202);
        assertThat(Topics.readings("l1")).hasSize(10);
    }

    @Test
    void inAMixedBatchTheOthersAreTakenAndTheRestIsKept() {
        api.register("l3", "l4");
        api.post(READINGS, batch("l3", 10));

        Api.Answer mixed =
                api.post(
                        READINGS,
                        "[{\"device_id\":\"l3\",\"t\":1},{\"device_id\":\"l4\",\"t\":1}]");

        assertThat(mixed.status()).isEqualTo(202);
        assertThat(mixed.body().path("accepted").asInt()).isEqualTo(1);
        assertThat(mixed.body().path("rejections").get(0).path("code").asString())
                .isEqualTo("rate_limited");
        assertThat(Topics.rejections())
                .anyMatch(rejected ->
                        rejected.getDeviceId().equals("l3")
                                && rejected.getCode().equals("rate_limited"));
    }

    @Test
    void overMqttTheDeviceIsToldWithTheReasonCodeAndTheMessageIsKept() {
        api.register("l5");
        api.post(READINGS, batch("l5", 10));
        try (MqttDevice device = new MqttDevice()) {
            device.subscribe("devices/l5/errors");

            device.publish("devices/l5/telemetry", "{\"t\":1}");

            await().untilAsserted(() ->
                    assertThat(device.heard())
                            .extracting(error ->
                                    new String(error.getPayloadAsBytes(), StandardCharsets.UTF_8))
                            .anyMatch(error ->
                                    error.contains("rate_limited") && error.contains("151")));
        }
        assertThat(Topics.rejections())
                .filteredOn(rejected -> rejected.getDeviceId().equals("l5"))
                .extracting(RejectedReading::getCode)
                .contains("rate_limited");
    }

    @Test
    void deviceWhoseNameMatchesRegistersItself() {
        Api.Answer known = api.post(READINGS, "{\"device_id\":\"auto-17\",\"t\":1}");
        Api.Answer unknown = api.post(READINGS, "{\"device_id\":\"other-17\",\"t\":1}");
        Api.Answer partly = api.post(READINGS, "{\"device_id\":\"auto-17-b\",\"t\":1}");

        assertThat(known.status()).isEqualTo(202);
        assertThat(unknown.code()).isEqualTo("unknown_device");
        assertThat(partly.code()).isEqualTo("unknown_device");
        assertThat(api.get("/api/v1/devices/auto-17").status()).isEqualTo(200);
        await().untilAsserted(() -> assertThat(Topics.device("auto-17")).isPresent());
    }

    private static String batch(String device, int readings) {
        return "["
                + "{\"device_id\":\"%s\",\"t\":1},".formatted(device).repeat(readings - 1)
                + "{\"device_id\":\"%s\",\"t\":1}]".formatted(device);
    }
}
