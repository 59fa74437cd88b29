package io.sluice.query.question;

/** Puts values of the same bucket together by an expression. */
final class BucketJoin {
    /** Takes a value. */
    @FunctionalInterface
    interface Values {
        void take(long start, double value);
    }

    private final Expression expression;
    private final BucketValues[] operands;
    private final int[] selections;
    private final int[] at;
    private final double[] values;

    BucketJoin(Expression expression, BucketValues[] operands) {
        this.expression = expression;
        this.operands = operands;
        this.selections = expression.selections().stream().mapToInt(Integer::intValue).toArray();
        this.at = new int[selections.length];
        this.values = new double[operands.length];
    }

    /** Of each bucket that all operands have, if the expression has a value there. */
    void forEach(Values sink) {
        BucketValues first = operands[selections[0]];
        for (int i = 0; i < first.size(); i++) {
            long start = first.start(i);
            if (isInAll(start)) {
                double value = expression.valueOf(values);
                if (Double.isFinite(value)) {
                    sink.take(start, value);
                }
            }
        }
    }

    private boolean isInAll(long start) {
        for (int i = 0; i < selections.length; i++) {
            BucketValues operand = operands[selections[i]];
            while (at[i] < operand.size() && operand.start(at[i]) < start) {
                at[i]++;
            }
            if (at[i] == operand.size() || operand.start(at[i]) != start) {
                return false;
            }
            values[selections[i]] = operand.value(at[i]);
        }
        return true;
    }
}
