package io.sluice.ingestion.payload;

import io.sluice.ingestion.problem.ErrorCode;
import io.sluice.ingestion.problem.IngestionException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The forms of payload by their media types. */
public final class PayloadFormats {
    private static final PayloadFormat JSON = new FlatJsonFormat();
    private static final List<PayloadFormat> ALL =
            List.of(JSON, new SenmlFormat(), new LineProtocolFormat(), new FormFormat());

    private PayloadFormats() {}

    /**
     * The form of a message: the one that its content type names, flat JSON where there is none.
     * Parameters such as the charset are not looked at: all forms are UTF-8.
     *
     * @throws IngestionException {@code unsupported_media_type}
     */
    public static PayloadFormat of(@Nullable String contentType, byte[] payload) {
        if (contentType == null || contentType.isBlank()) {
            return JSON;
        }
        int parameters = contentType.indexOf(';');
        String mediaType =
                (parameters < 0 ? contentType : contentType.substring(0, parameters))
                        .strip()
                        .toLowerCase(Locale.ROOT);
        for (PayloadFormat format : ALL) {
            if (format.mediaType().equals(mediaType)) {
                return format instanceof FormFormat && looksLikeJson(payload) ? JSON : format;
            }
        }
        throw new IngestionException(
                ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                "content type '"
                        + Shown.cut(contentType)
                        + "' is not one of "
                        + ALL.stream()
                                .map(PayloadFormat::mediaType)
                                .collect(Collectors.joining(", ")));
    }

    /**
     * Many clients call everything a form that they are not told the type of ({@code curl -d
     * '{…}'}).
     */
    private static boolean looksLikeJson(byte[] payload) {
        for (byte b : payload) {
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return b == '{' || b == '[';
            }
        }
        return false;
    }
}
