package io.sluice.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.sluice.contracts.devices.DeviceState;
import io.sluice.contracts.readings.QualityFlag;
import io.sluice.contracts.readings.ReadingBatch;
import io.sluice.contracts.rejections.RejectedReading;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The bytes of version 1 of each message never change their meaning: records outlive the programs
 * that wrote them.
 */
class GoldenMessageTest {
    enum Golden {
        READING_BATCH_V1(
                ReadingBatch.parser(),
                ReadingBatch.newBuilder()
                        .setDeviceId("sensor_room1")
                        .setSourceStream("key:9f0c")
                        .setSequence(7)
                        .setPart(1)
                        .setReceivedAt(1_795_219_200_000_123L)
                        .setMessageDigest(ByteString.copyFrom(new byte[] {1, 2, 3}))
                        .setTimedOnArrival(true)
                        .addMetric("temperature")
                        .addMetric("humidity")
                        .addUnit("Cel")
                        .addUnit("")
                        .addMetricIndex(0)
                        .addMetricIndex(1)
                        .addMetricIndex(0)
                        .addTimeDelta(1_795_219_200_000_000L)
                        .addTimeDelta(0)
                        .addTimeDelta(-1_000_000)
                        .addValue(21.5)
                        .addValue(65)
                        .addValue(-0.25)
                        .addOrdinal(0)
                        .addOrdinal(0)
                        .addOrdinal(1)
                        .addQuality(0)
                        .addQuality(QualityFlag.LATE.bit())
                        .addQuality(QualityFlag.BACKFILLED.bit() | QualityFlag.CLOCK_SUSPECT.bit())
                        .build()),
        REJECTED_READING_V1(
                RejectedReading.parser(),
                RejectedReading.newBuilder()
                        .setCode("clock_ahead")
                        .setMessage("time is ahead")
                        .setDeviceId("sensor_room1")
                        .setReadings(2)
                        .setSourceStream("http:a:1")
                        .setSequence(3)
                        .setReceivedAt(1_795_219_200_000_123L)
                        .setTransport(RejectedReading.Transport.HTTP)
                        .setAddress("/api/v1/readings")
                        .setItem(4)
                        .setContentType("application/json")
                        .setRaw(ByteString.copyFromUtf8("{\"device_id\":1}"))
                        .setRawCut(true)
                        .putOrdinal("t", 2)
                        .build()),
        DEVICE_STATE_V1(
                DeviceState.parser(),
                DeviceState.newBuilder()
                        .setId("sensor_room1")
                        .setName("Room 1")
                        .setType("DHT22")
                        .setLocation("Living Room")
                        .putLabels("floor", "2")
                        .setExpectedIntervalMillis(30_000)
                        .setInstalledDate("2024-01-15")
                        .setVersion(5)
                        .setConnection(
                                DeviceState.Connection.newBuilder()
                                        .setStatus("offline")
                                        .setAt(1_795_219_200_000_123L))
                        .build());

        private final Parser<? extends Message> parser;
        private final Message message;

        Golden(Parser<? extends Message> parser, Message message) {
            this.parser = parser;
            this.message = message;
        }

        byte[] bytes() throws IOException {
            String file = "/golden/" + name().toLowerCase(Locale.ROOT).replace('_', '-') + ".hex";
            try (InputStream in =
                    Objects.requireNonNull(
                            GoldenMessageTest.class.getResourceAsStream(file), file)) {
                String hex =
                        new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                                .replaceAll("\\s", "");
                return HexFormat.of().parseHex(hex);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void goldenBytesAreReadAsTheyWereMeant(Golden golden) throws IOException {
        assertThat(golden.parser.parseFrom(golden.bytes())).isEqualTo(golden.message);
    }

    @ParameterizedTest
    @EnumSource
    void messageIsWrittenAsTheGoldenBytes(Golden golden) throws IOException {
        assertThat(HexFormat.of().formatHex(golden.message.toByteArray()))
                .isEqualTo(HexFormat.of().formatHex(golden.bytes()));
    }
}
