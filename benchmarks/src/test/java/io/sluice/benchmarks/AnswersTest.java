package io.sluice.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class AnswersTest {
    private static final Instant TIME = Instant.parse("2026-11-21T17:00:00Z");
    private static final Asked ASKED = new Asked(Question.RAW_DAY, 0, 0, TIME, TIME, 273, 274);

    private final Answers answers = new Answers();

    @Test
    void percentilesAreThoseOfTheAnswers() {
        for (int i = 1; i <= 200; i++) {
            answers.add(ASKED, new Answered(i * 1_000_000L, 274, 0, null));
        }

        assertThat(answers.runs()).isEqualTo(200);
        assertThat(answers.percentile(50)).isCloseTo(100, Offset.offset(0.2));
        assertThat(answers.percentile(99)).isCloseTo(198, Offset.offset(0.2));
        assertThat(answers.percentile(100)).isCloseTo(200, Offset.offset(0.2));
        assertThat(answers.isMet(Duration.ofMillis(197))).isFalse();
        assertThat(answers.isMet(Duration.ofMillis(199))).isTrue();
        assertThat(answers.line("front door", "  goal"))
                .matches(
                        "  front door +200 +274 +100\\.\\d +180\\.\\d +198\\.\\d +200\\.\\d  "
                                + " goal\\n");
    }

    @Test
    void answerOfAnotherSizeIsWrong() {
        answers.add(ASKED, new Answered(1_000_000, 273, 0, null));
        assertThat(answers.areRight()).isTrue();

        answers.add(ASKED, new Answered(1_000_000, 1, 0, null));
        assertThat(answers.areRight()).isFalse();
        assertThat(answers.line("front door", "  goal"))
                .contains("1-273", "1 WRONG", "1 rows, and not 273 to 274")
                .doesNotContain("goal");
    }

    @Test
    void refusedQuestionIsWrong() {
        answers.add(ASKED, new Answered(1_000_000, 0, 0, "answered 422: too_many"));

        assertThat(answers.areRight()).isFalse();
        assertThat(answers.line("front door", "")).contains("answered 422: too_many");
    }

    @Test
    void sumsMayDifferByRounding() {
        Answered answered = new Answered(1, 24, 1e6, null);

        assertThat(answered.isSame(new Answered(9, 24, 1e6 + 1e-5, null))).isTrue();
        assertThat(answered.isSame(new Answered(1, 24, 1e6 + 1, null))).isFalse();
        assertThat(answered.isSame(new Answered(1, 23, 1e6, null))).isFalse();
    }
}
