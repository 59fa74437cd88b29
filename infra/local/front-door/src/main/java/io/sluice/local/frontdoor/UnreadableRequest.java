package io.sluice.local.frontdoor;

import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Answers what the server itself refuses, such as a path with {@code %2F} in it. */
final class UnreadableRequest implements Request.Handler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        problemOf(response.getStatus(), request.getAttribute(ErrorHandler.ERROR_MESSAGE))
                .write(request, response, callback);
        return true;
    }

    private static Problem problemOf(int status, Object message) {
        return status < 500
                ? new Problem(
                        status,
                        "invalid_parameter",
                        "client",
                        "the request can't be read: " + message)
                : new Problem(
                        status, "internal_error", "server", "an error of ours; it is in the log");
    }
}
