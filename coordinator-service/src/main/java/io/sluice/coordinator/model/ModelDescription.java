package io.sluice.coordinator.model;

import io.sluice.coordinator.problem.CoordinatorException;
import io.sluice.coordinator.problem.ErrorCode;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is said of an artifact before it is sent.
 *
 * @param sha256 in hexadecimal
 * @param size in bytes
 * @param text for people
 */
record ModelDescription(String sha256, long size, @Nullable String text) {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    ModelDescription {
        sha256 = sha256.toLowerCase(Locale.ROOT);
        if (!SHA256.matcher(sha256).matches()) {
            throw new CoordinatorException(
                    ErrorCode.INVALID_MODEL,
                    "sha256 '" + sha256 + "' is not of 64 hexadecimal digits");
        }
        if (size < 1) {
            throw new CoordinatorException(
                    ErrorCode.INVALID_MODEL, "size " + size + " is not greater than 0");
        }
        if (text != null) {
            ShortText.check("description", text);
        }
    }
}
