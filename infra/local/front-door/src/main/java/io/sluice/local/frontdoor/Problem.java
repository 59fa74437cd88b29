package io.sluice.local.frontdoor;

import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * What went wrong, answered in the form in which services answer (RFC 9457).
 *
 * @param status of HTTP
 * @param code such as {@code not_found}
 * @param blame whose matter it is
 * @param detail for people
 */
record Problem(int status, String code, String blame, String detail) {
    private static final Pattern NOT_IN_JSON = Pattern.compile("[\"\\\\\\p{Cntrl}]");

    /** Answers when the client has sent all: before that it does not look for an answer. */
    void writeAfterBody(Request request, Response response, Callback callback) {
        Content.Source.consumeAll(
                request, Callback.from(() -> write(request, response, callback), callback::failed));
    }

    void write(Request request, Response response, Callback callback) {
        response.reset();
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/problem+json");
        if (status == 503) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, "1");
        }
        String path = Objects.requireNonNullElse(request.getHttpURI().getPath(), "");
        Content.Sink.write(response, true, json(path), callback);
    }

    private String json(String path) {
        String words = code.replace('_', ' ');
        String title = words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
        String text = escaped(detail);
        return """
        {"type":"urn:sluice:problem:%s","title":"%s","status":%d,"detail":"%s","instance":"%s","code":"%s","blame":"%s"%s}\
        """
                .formatted(
                        code,
                        title,
                        status,
                        text,
                        escaped(path),
                        code,
                        blame,
                        isClassic(path) ? ",\"error\":\"" + text + "\"" : "");
    }

    /** The clients of the lab look for the detail in a member of its own. */
    private static boolean isClassic(String path) {
        return path.startsWith("/api/") && !path.startsWith("/api/v1/");
    }

    private static String escaped(String text) {
        return NOT_IN_JSON
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(escape(found.group().charAt(0))));
    }

    private static String escape(char character) {
        return String.format(Locale.ROOT, "\\u%04x", (int) character);
    }
}
