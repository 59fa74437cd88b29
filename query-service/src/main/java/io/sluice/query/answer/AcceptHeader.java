package io.sluice.query.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a client takes: the header {@code Accept} (RFC 9110, section 12.5.1). Of each of our formats
 * the range that names it most exactly decides; of equal weights the format that we name first
 * wins.
 */
record AcceptHeader(List<Range> ranges) {
    /**
     * One of its parts.
     *
     * @param type such as {@code text/csv}, {@code text/*} or {@code *}{@code /*}
     * @param weight 0 to 1000; 0 refuses
     */
    private record Range(String type, int weight) {
        /** How exactly it names a type; 0 if it does not. */
        int exactness(String mediaType) {
            if (type.equals(mediaType)) {
                return 3;
            }
            if (type.endsWith("/*") && mediaType.startsWith(type.substring(0, type.length() - 1))) {
                return 2;
            }
            return type.equals("*/*") ? 1 : 0;
        }
    }

    static AcceptHeader parse(@Nullable String text) {
        List<Range> ranges = new ArrayList<>();
        if (text != null) {
            for (String part : text.split(",", -1)) {
                String[] pieces = part.split(";", -1);
                String type = pieces[0].strip().toLowerCase(Locale.ROOT);
                if (!type.isEmpty()) {
                    ranges.add(new Range(type.equals("*") ? "*/*" : type, weight(pieces)));
                }
            }
        }
        return new AcceptHeader(ranges.isEmpty() ? List.of(new Range("*/*", 1000)) : ranges);
    }

    private static int weight(String[] pieces) {
        for (int i = 1; i < pieces.length; i++) {
            String piece = pieces[i].strip().toLowerCase(Locale.ROOT);
            if (piece.startsWith("q=")) {
                try {
                    double weight = Double.parseDouble(piece.substring(2).strip());
                    return weight >= 0 && weight <= 1 ? (int) Math.round(weight * 1000) : 1000;
                } catch (NumberFormatException _) {
                    return 1000;
                }
            }
        }
        return 1000;
    }

    /** The best of our formats, if it takes any. */
    Optional<AnswerFormat> best() {
        AnswerFormat best = null;
        int most = 0;
        for (AnswerFormat format : AnswerFormat.values()) {
            int weight = weightOf(format.mediaType());
            if (weight > most) {
                most = weight;
                best = format;
            }
        }
        return Optional.ofNullable(best);
    }

    private int weightOf(String mediaType) {
        int exactness = 0;
        int weight = 0;
        for (Range range : ranges) {
            int found = range.exactness(mediaType);
            if (found > exactness) {
                exactness = found;
                weight = range.weight();
            }
        }
        return weight;
    }
}
