package io.sluice.query.question;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.query.problem.ErrorCode;
import io.sluice.query.problem.QueryException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionParserTest {
    private static final List<String> NAMES = List.of("a", "b_2", "c");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    a                     | 2
                    a - b_2 - c           | -8
                    a - (b_2 - c)         | 6
                    a + b_2 * c           | 23
                    (a + b_2) * c         | 35
                    c / a / 0.5           | 7
                    -a + -(-b_2)          | 1
                    2*-a                  | -4
                    1.5e1 * a + .5        | 30.5
                    a*1E-1                | 0.2
                    ( ( a ) )             | 2
                    a/(b_2-3)             | Infinity
                    """)
    void valueIsThatOfArithmetic(String text, double value) {
        assertThat(valueOf(text)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    a -           | 4
                    a b_2         | 3
                    (a            | 3
                    a)            | 2
                    a + d         | 5
                    1 + 2         | 6
                    a + 1e        | 5
                    a + 1e999     | 5
                    a + 1.2.3     | 8
                    a; drop table | 2
                    a + 'x'       | 5
                    a ** b_2      | 4
                    +a            | 1
                    """)
    void whatIsNoExpressionIsRefusedWithThePlace(String text, int position) {
        assertThatThrownBy(() -> ExpressionParser.parse(text, NAMES))
                .isInstanceOfSatisfying(
                        QueryException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.INVALID_EXPRESSION);
                            assertThat(e.getMessage()).endsWith("at position " + position);
                        });
    }

    @Test
    void depthAndLengthHaveALimit() {
        String deep = "(".repeat(400) + "a" + ")".repeat(400);
        assertThatThrownBy(() -> ExpressionParser.parse(deep, NAMES)).hasMessageContaining("50");
        assertThatThrownBy(() -> ExpressionParser.parse("-".repeat(900) + "a", NAMES))
                .hasMessageContaining("50");
        assertThatThrownBy(() -> ExpressionParser.parse("a".repeat(1_001), NAMES))
                .hasMessageContaining("1000");
    }

    @Test
    void longChainIsRead() {
        assertThat(valueOf("a" + "+a".repeat(400))).isEqualTo(802);
    }

    /** Nothing but a refusal comes of whatever else is sent. */
    @Property(tries = 500)
    void anyTextIsReadOrRefused(@ForAll("texts") String text) {
        try {
            assertThat(ExpressionParser.parse(text, NAMES).selections()).isNotEmpty();
        } catch (QueryException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.INVALID_EXPRESSION);
        }
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withChars("abc_2+-*/().e \0\u00e4'").ofMaxLength(30);
    }

    private static double valueOf(String text) {
        return ExpressionParser.parse(text, NAMES).valueOf(new double[] {2, 3, 7});
    }
}
