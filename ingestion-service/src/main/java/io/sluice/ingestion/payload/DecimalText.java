package io.sluice.ingestion.payload;

import java.util.regex.Pattern;

/** Numbers written as text, as devices write them: decimal, with an exponent or not. */
final class DecimalText {
    private static final Pattern DECIMAL =
            Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    private static final Pattern NOT_FINITE =
            Pattern.compile("[+-]?(nan|inf|infinity)", Pattern.CASE_INSENSITIVE);

    private DecimalText() {}

    /** Tells whether a text was meant as a number, a finite one or not. */
    static boolean isNumber(String text) {
        return DECIMAL.matcher(text).matches() || NOT_FINITE.matcher(text).matches();
    }

    /**
     * The number; not a number for all that is not finite.
     *
     * @throws NumberFormatException for other text
     */
    static double parse(String text) {
        if (NOT_FINITE.matcher(text).matches()) {
            return Double.NaN;
        }
        if (!DECIMAL.matcher(text).matches()) {
            throw new NumberFormatException(text);
        }
        return Double.parseDouble(text);
    }
}
