package io.sluice.local.frontdoor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.server.handler.ResourceHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.resource.ResourceFactory;

/** The page at {@code /docs/} with the API documents of all services. */
final class DocumentPages extends Handler.Sequence {
    DocumentPages() {
        super(
                new Redirect(),
                new ContextHandler(
                        resources("META-INF/resources/webjars/swagger-ui/" + version()),
                        "/docs/ui"),
                new ContextHandler(resources("page"), "/docs"));
    }

    private static Handler resources(String directory) {
        ResourceHandler resources = new ResourceHandler();
        resources.setBaseResource(
                Objects.requireNonNull(
                        ResourceFactory.of(resources).newClassLoaderResource(directory),
                        directory));
        resources.setWelcomeFiles("index.html");
        return resources;
    }

    private static String version() {
        try (InputStream resource =
                Objects.requireNonNull(
                        DocumentPages.class.getResourceAsStream("/swagger-ui-version.txt"))) {
            return new String(resource.readAllBytes(), StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Brings who opens the address alone to the documents. */
    private static final class Redirect extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            String path = Request.getPathInContext(request);
            if (!path.equals("/") && !path.equals("/docs")) {
                return false;
            }
            response.setStatus(HttpStatus.FOUND_302);
            response.getHeaders().put(HttpHeader.LOCATION, "/docs/");
            callback.succeeded();
            return true;
        }
    }
}
