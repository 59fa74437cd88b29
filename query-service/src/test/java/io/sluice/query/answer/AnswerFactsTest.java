package io.sluice.query.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswerFactsTest {
    @Test
    void factsAreHeaders() {
        assertThat(
                        AnswerFacts.headers(
                                Map.of(
                                        "rows_read",
                                        7L,
                                        "cut",
                                        false,
                                        "completeness",
                                        Map.of("found", 3),
                                        "series",
                                        List.of("a"))))
                .isEqualTo(
                        Map.of(
                                "Sluice-Rows-Read",
                                "7",
                                "Sluice-Cut",
                                "false",
                                "Sluice-Completeness-Found",
                                "3"));
    }

    @Test
    void whatAHeaderCannotHoldIsEscaped() {
        assertThat(AnswerFacts.headers(Map.of("metric", "50 % ä\r\nSet-Cookie: x")))
                .isEqualTo(Map.of("Sluice-Metric", "50 %25 %C3%A4%0D%0ASet-Cookie: x"));
    }
}
