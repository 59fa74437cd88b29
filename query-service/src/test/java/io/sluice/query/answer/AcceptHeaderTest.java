package io.sluice.query.answer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptHeaderTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    */*                                                   | JSON
                    *                                                     | JSON
                    application/json                                      | JSON
                    text/csv                                              | CSV
                    TEXT/CSV; charset=utf-8                               | CSV
                    text/*                                                | CSV
                    application/x-ndjson                                  | NDJSON
                    application/vnd.apache.arrow.stream                   | ARROW
                    text/html, application/xhtml+xml, */*;q=0.8           | JSON
                    text/csv;q=0.5, application/x-ndjson;q=0.9            | NDJSON
                    application/json;q=0.1, text/csv;q=0.2                | CSV
                    application/*;q=0.3, application/json;q=0, text/csv;q=0.2 | NDJSON
                    */*;q=0.5, application/json;q=0.4                     | CSV
                    application/json;q=0.5, text/csv;q=0.5                | JSON
                    text/csv;q=nonsense                                   | CSV
                    , ,text/csv                                           | CSV
                    """)
    void bestOfOursIsChosen(String accept, AnswerFormat best) {
        assertThat(AcceptHeader.parse(accept).best()).contains(best);
    }

    @ParameterizedTest
    @ValueSource(strings = {"image/png", "text/csv;q=0", "application/xml, text/html", "*/*;q=0"})
    void whatNobodyServesHasNoFormat(String accept) {
        assertThat(AcceptHeader.parse(accept).best()).isEmpty();
    }

    @Test
    void missingHeaderTakesAnything() {
        assertThat(AcceptHeader.parse(null).best()).contains(AnswerFormat.JSON);
        assertThat(AcceptHeader.parse("").best()).contains(AnswerFormat.JSON);
    }
}
