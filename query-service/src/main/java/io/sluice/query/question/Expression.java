package io.sluice.query.question;

import java.util.Set;
import java.util.TreeSet;

/** An arithmetic expression over series. */
sealed interface Expression {
    /** A number as it stands there. */
    record Constant(double value) implements Expression {}

    /**
     * The value of a series.
     *
     * @param selection its place among the selections of the question
     */
    record Operand(int selection) implements Expression {}

    /** The opposite. */
    record Negation(Expression of) implements Expression {}

    /**
     * Two expressions together.
     *
     * @param operator one of {@code + - * /}
     */
    record Binary(char operator, Expression left, Expression right) implements Expression {}

    /**
     * Its value; not finite where there is none, as after a division by zero.
     *
     * @param values of the selections
     */
    default double valueOf(double[] values) {
        return switch (this) {
            case Constant(double value) -> value;
            case Operand(int selection) -> values[selection];
            case Negation(Expression of) -> -of.valueOf(values);
            case Binary(char operator, Expression left, Expression right) ->
                    combined(operator, left.valueOf(values), right.valueOf(values));
        };
    }

    private static double combined(char operator, double left, double right) {
        return switch (operator) {
            case '+' -> left + right;
            case '-' -> left - right;
            case '*' -> left * right;
            case '/' -> left / right;
            default -> throw new IllegalStateException("operator " + operator);
        };
    }

    /** The places of the selections that it is about. */
    default Set<Integer> selections() {
        Set<Integer> selections = new TreeSet<>();
        collect(selections);
        return selections;
    }

    private void collect(Set<Integer> selections) {
        switch (this) {
            case Constant _ -> {}
            case Operand(int selection) -> selections.add(selection);
            case Negation(Expression of) -> of.collect(selections);
            case Binary(char _, Expression left, Expression right) -> {
                left.collect(selections);
                right.collect(selections);
            }
        }
    }
}
