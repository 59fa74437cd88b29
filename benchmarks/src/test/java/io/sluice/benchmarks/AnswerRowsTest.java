package io.sluice.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.ObjectMapper;

class AnswerRowsTest {
    private final ObjectMapper json = new ObjectMapper();

    @Test
    void pointsAreCounted() {
        assertThat(of("{\"point\": {\"time\": \"2026-01-01T00:00:00Z\", \"value\": 3.5}}"))
                .isEqualTo(new AnswerRows(1, 3.5));
        assertThat(of("{\"points\": [{\"value\": 3}, {\"value\": 4}]}"))
                .isEqualTo(new AnswerRows(2, 7));
        assertThat(of("{\"series\": [{\"points\": [{\"avg\": 3}]}, {\"points\": [{\"avg\": 4}]}]}"))
                .isEqualTo(new AnswerRows(2, 7));
    }

    @Test
    void emptyAnswerHasNoRows() {
        assertThat(of("{\"points\": []}")).isEqualTo(new AnswerRows(0, 0));
        assertThat(of("{}")).isEqualTo(new AnswerRows(0, 0));
    }

    private AnswerRows of(String answer) {
        return AnswerRows.of(json.readTree(answer));
    }
}
