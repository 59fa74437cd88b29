package io.sluice.ingestion.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.ingestion.problem.ErrorCode;
import io.sluice.ingestion.problem.IngestionException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlatJsonFormatTest {
    private static final int MOST = 10;

    private final FlatJsonFormat format = new FlatJsonFormat();

    @Test
    void numbersAndBooleansAreMetrics() {
        PayloadItem item =
                single(
                        """
                        {"device_id": "a", "timestamp": 1795262400, "temperature": 22.5, "count": 7, "on": true, "off": false}
                        """);

        assertThat(item.device()).contains("a");
        assertThat(item.time()).isEqualTo(1_795_262_400_000_000L);
        assertThat(item.measurements())
                .containsExactly(
                        new Measurement("temperature", 22.5, null),
                        new Measurement("count", 7, null),
                        new Measurement("on", 1, null),
                        new Measurement("off", 0, null));
        assertThat(item.flaws()).isEmpty();
    }

    @Test
    void numericDeviceIdIsText() {
        assertThat(single("{\"device_id\": 1, \"t\": 1}").device()).contains("1");
    }

    @Test
    void otherFieldsAreNamedAndPassedOver() {
        PayloadItem item =
                single(
                        "{\"device_id\":1,\"t\":1,\"firmware\":\"v1.2\",\"meta\":{\"a\":[1,{\"b\":2}]},\"tags\":[1,2],\"gone\":null}");

        assertThat(item.ignoredFields()).containsExactly("firmware", "meta", "tags", "gone");
        assertThat(item.measurements()).hasSize(1);
        assertThat(item.flaws()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"22.5\"", "\"NaN\"", "\"-Infinity\"", "\" 7 \"", "\"1e5\""})
    void numberThatWasSentAsTextIsAFlaw(String value) {
        PayloadItem item = single("{\"device_id\":1,\"t\":" + value + ",\"h\":2}");

        assertThat(item.flaws()).extracting(Flaw::code).containsExactly(ErrorCode.WRONG_TYPE);
        assertThat(item.measurements()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "-Infinity", "1e999"})
    void valueThatIsNotFiniteCostsItsMetricAlone(String value) {
        PayloadItem item = single("{\"device_id\":1,\"t\":" + value + ",\"h\":2}");

        assertThat(item.flaws()).extracting(Flaw::code).containsExactly(ErrorCode.NOT_FINITE);
        assertThat(item.measurements()).containsExactly(new Measurement("h", 2, null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"device_id\":1.5,\"t\":1}            | WRONG_TYPE",
                "{\"device_id\":{},\"t\":1}             | WRONG_TYPE",
                "{\"device_id\":1,\"timestamp\":[],\"t\":1} | WRONG_TYPE",
                "{\"device_id\":1,\"timestamp\":\"noon\",\"t\":1} | INVALID_TIME",
                "{\"device_id\":1,\"timestamp\":1e300,\"t\":1} | INVALID_TIME",
                "{\"device_id\":1,\"timestamp\":123456789012345678901234567890,\"t\":1} |"
                        + " INVALID_TIME",
                "{\"device_id\":1,\"device_id\":2,\"t\":1} | INVALID_DEVICE_ID",
                "{\"device_id\":1,\"timestamp\":1,\"timestamp\":2,\"t\":1} | INVALID_TIME",
            })
    void itemWithAWrongDeviceOrTimeIsFlawed(String json, ErrorCode code) {
        PayloadItem item = single(json);

        assertThat(item.flaw()).extracting(Flaw::code).isEqualTo(code);
    }

    @Test
    void arrayAndEnvelopeHoldItemsInOrder() {
        String array = "[{\"device_id\":1,\"t\":1},{\"device_id\":2,\"t\":2}]";

        assertThat(read(array)).extracting(PayloadItem::deviceId).containsExactly("1", "2");
        assertThat(read("{\"readings\":" + array + "}"))
                .extracting(PayloadItem::index)
                .containsExactly(0, 1);
        assertThat(read("{\"gateway\":\"g\",\"readings\":" + array + ",\"n\":2}")).hasSize(2);
    }

    @Test
    void fieldNamedReadingsThatIsANumberIsAMetric() {
        assertThat(single("{\"readings\":5,\"device_id\":1}").measurements())
                .containsExactly(new Measurement("readings", 5, null));
    }

    @Test
    void entryThatIsNoObjectIsFlawedAndTheOthersAreRead() {
        List<PayloadItem> items =
                read("[{\"device_id\":1,\"t\":1}, 7, [1], \"x\", {\"device_id\":2,\"t\":2}]");

        assertThat(items).hasSize(5);
        assertThat(items.get(1).flaw()).extracting(Flaw::code).isEqualTo(ErrorCode.WRONG_TYPE);
        assertThat(items.get(4).device()).contains("2");
    }

    @Test
    void rawIsExactlyTheItem() {
        String message = " [ {\"device_id\":\"ä\",\"t\":1} ,\n{\"device_id\":2, \"t\":2} ]";
        byte[] payload = message.getBytes(StandardCharsets.UTF_8);

        List<PayloadItem> items = format.read(payload, MOST);

        assertThat(new String(format.rawOf(payload, items.get(0)), StandardCharsets.UTF_8))
                .isEqualTo("{\"device_id\":\"ä\",\"t\":1}");
        assertThat(new String(format.rawOf(payload, items.get(1)), StandardCharsets.UTF_8))
                .isEqualTo("{\"device_id\":2, \"t\":2}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{\"device_id\":1}    | MALFORMED_JSON",
                "{\"device_id\":1      | MALFORMED_JSON",
                "{\"a\":1}{\"b\":2}    | MALFORMED_JSON",
                "hello                 | MALFORMED_JSON",
                "7                     | MALFORMED_JSON",
                "null                  | MALFORMED_JSON",
                "{\"a\":01}            | MALFORMED_JSON",
                "{'a':1}               | MALFORMED_JSON",
                "[]                    | EMPTY_BATCH",
                "{\"readings\":[]}     | EMPTY_BATCH",
            })
    void brokenMessageIsRefusedAsAWhole(String json, ErrorCode code) {
        assertRefused(json.getBytes(StandardCharsets.UTF_8), code);
    }

    @Test
    void emptyMessageIsRefused() {
        assertRefused(new byte[0], ErrorCode.EMPTY_BODY);
        assertRefused(" \r\n\t".getBytes(StandardCharsets.UTF_8), ErrorCode.EMPTY_BODY);
    }

    @Test
    void whatIsNotUtf8IsRefused() {
        assertRefused(
                new byte[] {'{', '"', 'd', (byte) 0xc3, (byte) 0x28, '"', ':', '1', '}'},
                ErrorCode.INVALID_UTF8);
    }

    @Test
    void nestingWithoutEndIsRefused() {
        assertRefused(
                "[".repeat(100_000).getBytes(StandardCharsets.UTF_8), ErrorCode.MALFORMED_JSON);
        assertRefused(
                ("{\"device_id\":1,\"x\":" + "[".repeat(1000) + "]".repeat(1000) + "}")
                        .getBytes(StandardCharsets.UTF_8),
                ErrorCode.MALFORMED_JSON);
    }

    @Test
    void readingsOverTheLimitAreRefused() {
        assertThat(
                        read(
                                "["
                                        + "{\"device_id\":1,\"a\":1,\"b\":2},".repeat(4)
                                        + "{\"device_id\":1,\"a\":1,\"b\":2}]"))
                .hasSize(5);
        assertRefused(
                ("["
                                + "{\"device_id\":1,\"a\":1,\"b\":2},".repeat(5)
                                + "{\"device_id\":1,\"a\":1}]")
                        .getBytes(StandardCharsets.UTF_8),
                ErrorCode.TOO_MANY_READINGS);
    }

    private PayloadItem single(String json) {
        List<PayloadItem> items = read(json);
        assertThat(items).hasSize(1);
        return items.getFirst();
    }

    private List<PayloadItem> read(String json) {
        return format.read(json.getBytes(StandardCharsets.UTF_8), MOST);
    }

    private void assertRefused(byte[] payload, ErrorCode code) {
        assertThatThrownBy(() -> format.read(payload, MOST))
                .isInstanceOfSatisfying(
                        IngestionException.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
