package io.sluice.coordinator.model;

import java.util.Arrays;
import java.util.List;

/** The name of a content ({@code ETag}): its SHA-256, in quotes. */
record ContentTag(String text) {
    static ContentTag of(ModelVersion version) {
        return new ContentTag('"' + version.sha256() + '"');
    }

    /** Whether one of the tags of a header is this one. */
    boolean isAmong(List<String> ifNoneMatch) {
        return ifNoneMatch.stream()
                .flatMap(header -> Arrays.stream(header.split(",", -1)))
                .map(String::strip)
                .anyMatch(one -> one.equals("*") || one.equals(text) || one.equals("W/" + text));
    }
}
