package io.sluice.ingestion.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.ingestion.problem.ErrorCode;
import io.sluice.ingestion.problem.IngestionException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineProtocolFormatTest {
    private final LineProtocolFormat format = new LineProtocolFormat();

    @Test
    void fieldsOfALineAreMetricsOfTheTaggedDevice() {
        PayloadItem item =
                single(
                        "weather,device=roof,site=north"
                            + " temperature=22.5,humidity=65i,count=3u,rain=t,dry=false,note=\"a,"
                            + " b=c\" 1795262400000000000");

        assertThat(item.device()).contains("roof");
        assertThat(item.time()).isEqualTo(1_795_262_400_000_000L);
        assertThat(item.measurements())
                .containsExactly(
                        new Measurement("weather.temperature", 22.5, null),
                        new Measurement("weather.humidity", 65, null),
                        new Measurement("weather.count", 3, null),
                        new Measurement("weather.rain", 1, null),
                        new Measurement("weather.dry", 0, null));
        assertThat(item.ignoredFields()).containsExactly("site", "note");
    }

    @Test
    void measurementOrFieldIsLeftOutOfTheNameWhereItSaysNothing() {
        assertThat(single("readings,device_id=1 temperature=1").measurements())
                .containsExactly(new Measurement("temperature", 1, null));
        assertThat(single("temperature,device_id=1 value=1").measurements())
                .containsExactly(new Measurement("temperature", 1, null));
    }

    @Test
    void lineWithoutATimeIsTimedOnArrival() {
        assertThat(single("t,device=1 value=1").fromArrival()).isTrue();
    }

    @Test
    void escapedDelimitersBelongToTheName() {
        PayloadItem item = single("my\\ weather,device=a\\,b\\=c field\\ one=1");

        assertThat(item.device()).contains("a,b=c");
        assertThat(item.measurements())
                .extracting(Measurement::metric)
                .containsExactly("my weather.field one");
    }

    @Test
    void commentsAndEmptyLinesAreSkippedAndNumbersCountThem() {
        List<PayloadItem> items =
                read("# a comment\n\nt,device=1 value=1\r\n  \nt,device=1 value=2");

        assertThat(items).extracting(PayloadItem::index).containsExactly(2, 4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",device=1 value=1",
                "t,device=1",
                "t,device=1 ",
                "t,device value=1",
                "t,device=1 value",
                "t,device=1 value=",
                "t,device=1 value=abc",
                "t,device=1 value=1d",
                "t,device=1 value=0x10",
                "t,device=1 value=9223372036854775808i",
                "t,device=1 value=\"open",
                "t,device=1 =1",
                "t,device=1 a=1,",
                "plain words"
            })
    void brokenLineIsFlawedAndTheOthersAreRead(String line) {
        List<PayloadItem> items = read("t,device=1 value=1\n" + line + "\nt,device=1 value=3");

        assertThat(items).hasSize(3);
        assertThat(items.get(1).flaw()).extracting(Flaw::code).isEqualTo(ErrorCode.MALFORMED_LINE);
        assertThat(items.get(2).measurements()).hasSize(1);
    }

    @Test
    void timeThatIsNoNumberIsAnInvalidTime() {
        assertThat(single("t,device=1 value=1 noon").flaw())
                .extracting(Flaw::code)
                .isEqualTo(ErrorCode.INVALID_TIME);
    }

    @Test
    void valueThatIsNotFiniteCostsItsMetricAlone() {
        PayloadItem item = single("t,device=1 a=NaN,b=-inf,c=3");

        assertThat(item.flaws())
                .extracting(Flaw::code)
                .containsExactly(ErrorCode.NOT_FINITE, ErrorCode.NOT_FINITE);
        assertThat(item.measurements()).hasSize(1);
    }

    @Test
    void lineThatIsNotUtf8IsFlawedAlone() {
        byte[] good = "t,device=1 value=1\n".getBytes(StandardCharsets.UTF_8);
        byte[] payload = new byte[good.length + 2];
        System.arraycopy(good, 0, payload, 0, good.length);
        payload[good.length] = 't';
        payload[good.length + 1] = (byte) 0xff;

        List<PayloadItem> items = format.read(payload, 10);

        assertThat(items.get(0).flaw()).isNull();
        assertThat(items.get(1).flaw()).extracting(Flaw::code).isEqualTo(ErrorCode.INVALID_UTF8);
    }

    @Test
    void rawIsTheLine() {
        byte[] payload = "t,device=1 value=1\nbroken\n".getBytes(StandardCharsets.UTF_8);

        PayloadItem broken = format.read(payload, 10).get(1);

        assertThat(format.rawOf(payload, broken))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("broken");
    }

    @Test
    void messageWithoutLinesIsRefused() {
        assertThatThrownBy(() -> read("# nothing\n"))
                .isInstanceOfSatisfying(
                        IngestionException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.EMPTY_BATCH));
        assertThatThrownBy(() -> read(" \n"))
                .isInstanceOfSatisfying(
                        IngestionException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.EMPTY_BODY));
    }

    private PayloadItem single(String line) {
        List<PayloadItem> items = read(line);
        assertThat(items).hasSize(1);
        assertThat(
                        items.getFirst().flaw() == null
                                || items.getFirst().flaw().code() == ErrorCode.INVALID_TIME)
                .isTrue();
        return items.getFirst();
    }

    private List<PayloadItem> read(String lines) {
        return format.read(lines.getBytes(StandardCharsets.UTF_8), 10);
    }
}
