package io.sluice.local.frontdoor;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Answers paths that belong to nobody. */
final class NoRoute extends Handler.Abstract {
    private static final Problem NOT_FOUND =
            new Problem(
                    404,
                    "not_found",
                    "client",
                    "no service has this path; the API documents are at /docs/");

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        NOT_FOUND.writeAfterBody(request, response, callback);
        return true;
    }
}
