package io.sluice.local.frontdoor;

import java.util.Locale;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Answers in the form in which services answer when something goes wrong (RFC 9457). */
final class Problem {
    private Problem() {}

    /**
     * @param message without characters that JSON must escape
     */
    static void write(
            Request request,
            Response response,
            Callback callback,
            int status,
            String code,
            String blame,
            String message) {
        String words = code.replace('_', ' ');
        String title = words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
        String body =
                """
                {"type":"urn:sluice:problem:%s","title":"%s","status":%d,"detail":"%s","code":"%s","blame":"%s"}\
                """
                        .formatted(code, title, status, message, code, blame);
        response.reset();
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/problem+json");
        if (status == 503) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, "1");
        }
        Content.Sink.write(response, true, body, callback);
    }
}
