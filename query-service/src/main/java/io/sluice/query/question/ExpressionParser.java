package io.sluice.query.question;

import io.sluice.query.problem.ErrorCode;
import io.sluice.query.problem.QueryException;
import java.util.List;

/**
 * Reads an expression by recursive descent: {@code sum = product (('+' | '-') product)*}, {@code
 * product = factor (('*' | '/') factor)*}, {@code factor = '-' factor | number | name | '(' sum
 * ')'}.
 */
final class ExpressionParser {
    private static final int LONGEST = 1_000;
    private static final int DEEPEST = 50;

    private final String text;
    private final List<String> names;
    private int position;
    private int depth;

    private ExpressionParser(String text, List<String> names) {
        this.text = text;
        this.names = names;
    }

    /**
     * An expression over series of these names.
     *
     * @throws QueryException {@code invalid_expression}
     */
    static Expression parse(String text, List<String> names) {
        if (text.length() > LONGEST) {
            throw new QueryException(
                    ErrorCode.INVALID_EXPRESSION,
                    "an expression has " + text.length() + " characters, over " + LONGEST);
        }
        ExpressionParser parser = new ExpressionParser(text, names);
        Expression expression = parser.sum();
        if (parser.next() != 0) {
            throw parser.refused("has something after its end");
        }
        if (expression.selections().isEmpty()) {
            throw parser.refused("names no series");
        }
        return expression;
    }

    private Expression sum() {
        Expression left = product();
        while (next() == '+' || next() == '-') {
            left = new Expression.Binary(text.charAt(position++), left, product());
        }
        return left;
    }

    private Expression product() {
        Expression left = factor();
        while (next() == '*' || next() == '/') {
            left = new Expression.Binary(text.charAt(position++), left, factor());
        }
        return left;
    }

    private Expression factor() {
        char first = next();
        if (++depth > DEEPEST) {
            throw refused("goes deeper than " + DEEPEST);
        }
        Expression factor;
        if (first == '-') {
            position++;
            factor = new Expression.Negation(factor());
        } else if (first == '(') {
            factor = inParentheses();
        } else if (isDigit(first) || first == '.') {
            factor = number();
        } else if (isLetter(first)) {
            factor = name();
        } else {
            throw refused("has no number, name or parenthesis where one is needed");
        }
        depth--;
        return factor;
    }

    private Expression inParentheses() {
        position++;
        Expression inside = sum();
        if (next() != ')') {
            throw refused("has no closing parenthesis where one is needed");
        }
        position++;
        return inside;
    }

    private Expression number() {
        int start = position;
        skipDigits();
        if (peek() == '.') {
            position++;
            skipDigits();
        }
        if (peek() == 'e' || peek() == 'E') {
            position++;
            if (peek() == '+' || peek() == '-') {
                position++;
            }
            skipDigits();
        }
        try {
            double number = Double.parseDouble(text.substring(start, position));
            if (Double.isFinite(number)) {
                return new Expression.Constant(number);
            }
        } catch (NumberFormatException _) {
            // Refused below.
        }
        position = start;
        throw refused("has something that is no number");
    }

    private Expression name() {
        int start = position;
        while (isLetter(peek()) || isDigit(peek())) {
            position++;
        }
        int place = names.indexOf(text.substring(start, position));
        if (place < 0) {
            position = start;
            throw refused("names what is none of the series " + names);
        }
        return new Expression.Operand(place);
    }

    private void skipDigits() {
        while (isDigit(peek())) {
            position++;
        }
    }

    /** The next character that is no space; 0 at the end. */
    private char next() {
        while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r') {
            position++;
        }
        return peek();
    }

    private char peek() {
        return position < text.length() ? text.charAt(position) : 0;
    }

    private static boolean isDigit(char one) {
        return one >= '0' && one <= '9';
    }

    private static boolean isLetter(char one) {
        return (one >= 'a' && one <= 'z') || (one >= 'A' && one <= 'Z') || one == '_';
    }

    private QueryException refused(String reason) {
        return new QueryException(
                ErrorCode.INVALID_EXPRESSION,
                "expression '"
                        + (text.length() > 100 ? text.substring(0, 100) + "…" : text)
                        + "' "
                        + reason
                        + ", at position "
                        + (position + 1));
    }
}
