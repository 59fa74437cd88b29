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

class SenmlFormatTest {
    private static final long RECEIVED_MICROS = 1_795_262_400_000_000L;

    private final SenmlFormat format = new SenmlFormat();

    /** The examples of RFC 8428, section 5.1.2, as far as they hold numbers. */
    @Test
    void multipleDatapointsOfTheRfcAreResolved() {
        List<PayloadItem> items =
                read(
                        """
                        [
                          {"bn":"urn:dev:ow:10e2073a01080063:","bt":1.276020076e+09,"bu":"A","bver":5,
                           "n":"voltage","u":"V","v":120.1},
                          {"n":"current","t":-5,"v":1.2},
                          {"n":"current","t":-4,"v":1.3},
                          {"n":"current","v":1.7}
                        ]
                        """);

        assertThat(items)
                .extracting(PayloadItem::deviceId)
                .containsOnly("urn:dev:ow:10e2073a01080063");
        assertThat(items)
                .extracting(PayloadItem::time)
                .containsExactly(
                        1_276_020_076_000_000L,
                        1_276_020_071_000_000L,
                        1_276_020_072_000_000L,
                        1_276_020_076_000_000L);
        assertThat(items)
                .flatExtracting(PayloadItem::measurements)
                .containsExactly(
                        new Measurement("voltage", 120.1, "V"),
                        new Measurement("current", 1.2, "A"),
                        new Measurement("current", 1.3, "A"),
                        new Measurement("current", 1.7, "A"));
    }

    @Test
    void smallTimesAreRelativeToTheArrival() {
        PayloadItem item = read("[{\"n\":\"a/t\",\"t\":-3600,\"v\":1}]").getFirst();

        assertThat(item.fromArrival()).isTrue();
        assertThat(item.timeAfter(RECEIVED_MICROS)).isEqualTo(RECEIVED_MICROS - 3_600_000_000L);
        assertThat(read("[{\"n\":\"a/t\",\"v\":1}]").getFirst().fromArrival()).isTrue();
    }

    @Test
    void relativeTimesStayRelativeInWhatIsKept() {
        byte[] payload = "[{\"n\":\"a/t\",\"t\":-3600,\"v\":1}]".getBytes(StandardCharsets.UTF_8);
        PayloadItem item = format.read(payload, 10).getFirst();

        PayloadItem again = format.read(format.rawOf(payload, item), 10).getFirst();

        assertThat(again.fromArrival()).isTrue();
        assertThat(again.time()).isEqualTo(-3_600_000_000L);
    }

    @Test
    void nameIsCutAtItsLastSeparator() {
        assertThat(read("[{\"bn\":\"room1/\",\"n\":\"temperature\",\"v\":1}]").getFirst().device())
                .contains("room1");
        assertThat(
                        read("[{\"n\":\"urn:dev:mac:0024befffe804ff1/temp\",\"v\":1}]")
                                .getFirst()
                                .device())
                .contains("urn:dev:mac:0024befffe804ff1");
        assertThat(read("[{\"n\":\"temperature\",\"v\":1}]").getFirst().device()).isEmpty();
    }

    @Test
    void baseValueIsAddedAndBooleansAreNumbers() {
        List<PayloadItem> items =
                read(
                        "[{\"bn\":\"a/\",\"bv\":20,\"n\":\"t\",\"v\":1.5},{\"n\":\"t\"},{\"n\":\"on\",\"vb\":true}]");

        assertThat(items)
                .flatExtracting(PayloadItem::measurements)
                .extracting(Measurement::value)
                .containsExactly(21.5, 20.0, 21.0);
    }

    @Test
    void recordWithOnlyBaseFieldsMeasuresNothing() {
        assertThat(read("[{\"bn\":\"a/\",\"bt\":1795262400},{\"n\":\"t\",\"v\":1}]")).hasSize(1);
    }

    @Test
    void textAndDataAreNotReadings() {
        assertThat(read("[{\"n\":\"a/t\",\"vs\":\"open\"},{\"n\":\"a/u\",\"vd\":\"AAEC\"}]"))
                .flatExtracting(PayloadItem::flaws)
                .extracting(Flaw::code)
                .containsExactly(ErrorCode.WRONG_TYPE, ErrorCode.WRONG_TYPE);
    }

    @Test
    void rejectedRecordIsKeptResolvedSoThatItCanBeReadAlone() {
        byte[] payload =
                "[{\"bn\":\"a/\",\"bt\":1795262400.5,\"bu\":\"Cel\"},{\"n\":\"t\",\"t\":1,\"v\":1.25}]"
                        .getBytes(StandardCharsets.UTF_8);
        PayloadItem item = format.read(payload, 10).getFirst();

        byte[] raw = format.rawOf(payload, item);

        PayloadItem again = format.read(raw, 10).getFirst();
        assertThat(again.device()).contains("a");
        assertThat(again.time()).isEqualTo(1_795_262_401_500_000L);
        assertThat(again.measurements()).containsExactly(new Measurement("t", 1.25, "Cel"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"n\":\"a/t\",\"v\":1}                | MALFORMED_SENML",
                "[1]                                    | MALFORMED_SENML",
                "[{\"n\":\"a/t\",\"v\":\"1\"}]          | MALFORMED_SENML",
                "[{\"n\":7,\"v\":1}]                    | MALFORMED_SENML",
                "[{\"n\":\"a/t\",\"vb\":1}]             | MALFORMED_SENML",
                "[{\"bver\":11,\"n\":\"a/t\",\"v\":1}]  | MALFORMED_SENML",
                "[{\"n\":\"a/t\",\"v\":1,\"x_\":2}]     | MALFORMED_SENML",
                "[{\"n\":\"a/t\",\"v\":1                | MALFORMED_SENML",
                "[]                                     | EMPTY_BATCH",
                "[{\"bn\":\"a/\"}]                      | EMPTY_BATCH",
            })
    void whatIsNotSenmlIsRefused(String json, ErrorCode code) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOfSatisfying(
                        IngestionException.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }

    private List<PayloadItem> read(String json) {
        return format.read(json.getBytes(StandardCharsets.UTF_8), 10);
    }
}
