package io.sluice.ingestion.reading;

/**
 * The names that metrics may have: a letter, then up to 63 letters, digits, underscores, points or
 * hyphens.
 */
final class MetricName {
    static final String PATTERN = "[A-Za-z][A-Za-z0-9_.-]{0,63}";

    private static final int LONGEST = 64;

    private MetricName() {}

    static boolean isValid(String name) {
        if (name.isEmpty() || name.length() > LONGEST || !isLetter(name.charAt(0))) {
            return false;
        }
        for (int i = 1; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!isLetter(c) && !(c >= '0' && c <= '9') && c != '_' && c != '.' && c != '-') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
