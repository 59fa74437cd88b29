package io.sluice.ingestion.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.ingestion.problem.ErrorCode;
import io.sluice.ingestion.problem.IngestionException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FormFormatTest {
    private final FormFormat format = new FormFormat();

    @Test
    void queryOfTheLabsSketchIsRead() {
        PayloadItem item = read("device_id=1&temperature=22.5&humidity=65");

        assertThat(item.device()).contains("1");
        assertThat(item.fromArrival()).isTrue();
        assertThat(item.measurements())
                .containsExactly(
                        new Measurement("temperature", 22.5, null),
                        new Measurement("humidity", 65, null));
    }

    @Test
    void fieldsAreUrlDecoded() {
        PayloadItem item =
                read(
                        "device_id=r%C3%BCckseite&timestamp=2026-11-21T20%3A00%3A00%2B08%3A00&on=true");

        assertThat(item.device()).contains("rückseite");
        assertThat(item.time()).isEqualTo(1_795_262_400_000_000L);
        assertThat(item.measurements()).containsExactly(new Measurement("on", 1, null));
    }

    @Test
    void whatIsNoNumberIsAFlaw() {
        PayloadItem item = read("device_id=1&temperature=warm&humidity=NaN&pressure=&wind=1");

        assertThat(item.flaws())
                .extracting(Flaw::code)
                .containsExactly(ErrorCode.WRONG_TYPE, ErrorCode.NOT_FINITE, ErrorCode.WRONG_TYPE);
        assertThat(item.measurements()).hasSize(1);
    }

    @Test
    void whatIsNotUrlEncodedIsRefused() {
        assertThatThrownBy(() -> read("device_id=%zz"))
                .isInstanceOfSatisfying(
                        IngestionException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.MALFORMED_FORM));
    }

    private PayloadItem read(String form) {
        return format.read(form.getBytes(StandardCharsets.UTF_8), 10).getFirst();
    }
}
