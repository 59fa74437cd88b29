package io.sluice.ingestion.payload;

import io.sluice.ingestion.problem.ErrorCode;
import io.sluice.ingestion.problem.IngestionException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The forms of payload by their media types. */
public final class PayloadFormats {
    private static final List<PayloadFormat> ALL =
            List.of(
                    new FlatJsonFormat(),
                    new SenmlFormat(),
                    new LineProtocolFormat(),
                    new FormFormat());

    private PayloadFormats() {}

    /**
     * The form that a content type names; flat JSON where there is none. Parameters such as the
     * charset are not looked at: all forms are UTF-8.
     *
     * @throws IngestionException {@code unsupported_media_type}
     */
    public static PayloadFormat of(@Nullable String contentType) {
        if (contentType == null || contentType.isBlank()) {
            return ALL.getFirst();
        }
        int parameters = contentType.indexOf(';');
        String mediaType =
                (parameters < 0 ? contentType : contentType.substring(0, parameters))
                        .strip()
                        .toLowerCase(Locale.ROOT);
        for (PayloadFormat format : ALL) {
            if (format.mediaType().equals(mediaType)) {
                return format;
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
}
