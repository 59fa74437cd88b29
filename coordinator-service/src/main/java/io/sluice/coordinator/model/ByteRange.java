package io.sluice.coordinator.model;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of a content that is asked for (RFC 9110, 14).
 *
 * @param from the first byte
 * @param until the byte after the last
 */
record ByteRange(long from, long until) {
    private static final Pattern RANGE =
            Pattern.compile("bytes=\\s*(\\d{0,18})-(\\d{0,18})\\s*", Pattern.CASE_INSENSITIVE);

    static ByteRange whole(long size) {
        return new ByteRange(0, size);
    }

    /**
     * The part that a header asks for; nothing if the header is to be ignored, since it can't be
     * read or asks for several parts.
     *
     * @throws RangeNotSatisfiableException if it has no byte of the content
     */
    static Optional<ByteRange> parse(String header, long size) {
        Matcher range = RANGE.matcher(header);
        if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
            return Optional.empty();
        }
        if (range.group(1).isEmpty()) {
            return Optional.of(last(Long.parseLong(range.group(2)), header, size));
        }
        long from = Long.parseLong(range.group(1));
        long last = range.group(2).isEmpty() ? Long.MAX_VALUE : Long.parseLong(range.group(2));
        if (last < from) {
            return Optional.empty();
        }
        if (from >= size) {
            throw new RangeNotSatisfiableException(header, size);
        }
        return Optional.of(new ByteRange(from, Math.min(last, size - 1) + 1));
    }

    private static ByteRange last(long count, String header, long size) {
        if (count == 0) {
            throw new RangeNotSatisfiableException(header, size);
        }
        return new ByteRange(Math.max(0, size - count), size);
    }

    long length() {
        return until - from;
    }

    /** As the header {@code Content-Range} says it. */
    String text(long size) {
        return "bytes " + from + "-" + (until - 1) + "/" + size;
    }
}
