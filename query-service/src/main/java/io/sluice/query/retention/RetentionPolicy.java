package io.sluice.query.retention;

import io.sluice.query.problem.ErrorCode;
import io.sluice.query.problem.QueryException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How long the readings and rollups of some series are kept.
 *
 * @param priority of the policies that fit a series the one with the highest counts, and of these
 *     the first by name
 * @param label fits series of devices with this label; null for any device
 * @param labelValue the value that the label has; null for any
 * @param metricPattern fits series whose metric is like this, {@code *} standing for any
 *     characters; null for any metric
 * @param raw null for ever, as are hourly and daily
 * @param archive whether readings are written into the archive before they go
 */
record RetentionPolicy(
        String name,
        int priority,
        @Nullable String label,
        @Nullable String labelValue,
        @Nullable String metricPattern,
        @Nullable Age raw,
        @Nullable Age hourly,
        @Nullable Age daily,
        boolean archive) {
    static final String DEFAULT = "default";

    private static final Pattern NAME = Pattern.compile("[a-z0-9_-]{1,64}");
    private static final int LONGEST_TEXT = 128;

    RetentionPolicy {
        if (!NAME.matcher(name).matches()) {
            throw invalid("a name of 1 to 64 of a-z, 0-9, _ and - is needed");
        }
        requireText("label", label);
        requireText("label_value", labelValue);
        requireText("metric_pattern", metricPattern);
        if (label == null && labelValue != null) {
            throw invalid("label_value '" + labelValue + "' is of no label");
        }
        if (name.equals(DEFAULT) && (label != null || metricPattern != null)) {
            throw invalid("the policy 'default' fits all series: no label and no metric_pattern");
        }
        if (raw != null && raw.compareTo(Age.SHORTEST_RAW) < 0) {
            throw invalid("raw " + raw + " is shorter than " + Age.SHORTEST_RAW);
        }
        requireNotShorter("hourly", hourly, "raw", raw);
        requireNotShorter("daily", daily, "hourly", hourly);
    }

    private static void requireText(String name, @Nullable String text) {
        if (text != null
                && (text.isEmpty() || text.length() > LONGEST_TEXT || text.indexOf('\0') >= 0)) {
            throw invalid(
                    "%s has %d characters, and 1 to %d without U+0000 are taken"
                            .formatted(name, text.length(), LONGEST_TEXT));
        }
    }

    private static void requireNotShorter(
            String name, @Nullable Age age, String finerName, @Nullable Age finer) {
        if (age != null && (finer == null || age.compareTo(finer) < 0)) {
            throw invalid(
                    "%s %s is shorter than %s %s"
                            .formatted(name, age, finerName, finer == null ? "for ever" : finer));
        }
    }

    private static QueryException invalid(String message) {
        return new QueryException(ErrorCode.INVALID_POLICY, message);
    }

    /** Whether this is for a series. */
    boolean fits(RetainedSeries series) {
        return fitsLabel(series) && fitsMetric(series.metric());
    }

    private boolean fitsLabel(RetainedSeries series) {
        if (label == null) {
            return true;
        }
        String value = series.labels().get(label);
        return value != null && (labelValue == null || labelValue.equals(value));
    }

    /** Goes back to the last star alone: that is enough, and takes no longer with more stars. */
    private boolean fitsMetric(String metric) {
        if (metricPattern == null) {
            return true;
        }
        int at = 0;
        int inPattern = 0;
        int star = -1;
        int fromStar = 0;
        while (at < metric.length()) {
            if (inPattern < metricPattern.length() && metricPattern.charAt(inPattern) == '*') {
                star = inPattern++;
                fromStar = at;
            } else if (inPattern < metricPattern.length()
                    && metricPattern.charAt(inPattern) == metric.charAt(at)) {
                inPattern++;
                at++;
            } else if (star >= 0) {
                inPattern = star + 1;
                at = ++fromStar;
            } else {
                return false;
            }
        }
        return metricPattern.substring(inPattern).chars().allMatch(c -> c == '*');
    }
}
