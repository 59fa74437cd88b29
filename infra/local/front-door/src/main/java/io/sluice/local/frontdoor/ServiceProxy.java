package io.sluice.local.frontdoor;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.proxy.ProxyHandler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Hands a request on to the service that its path belongs to. */
final class ServiceProxy extends ProxyHandler {
    /** How long a service may work on an answer without a word: some questions are large. */
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(10);

    /** To one service, as many as it takes: each node that waits for tasks has one all the time. */
    private static final int MOST_CONNECTIONS = 8192;

    private final List<Route> routes;
    private final Map<String, URI> services;
    private final Duration unusedConnectionsKept;

    /**
     * @param services where each service of the routes listens
     * @param unusedConnectionsKept shorter than the services keep them: a connection that a service
     *     is about to close is not used any more
     */
    ServiceProxy(List<Route> routes, Map<String, URI> services, Duration unusedConnectionsKept) {
        this.routes = routes;
        this.services = services;
        this.unusedConnectionsKept = unusedConnectionsKept;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        return routeOf(request).isPresent() && super.handle(request, response, callback);
    }

    @Override
    protected HttpURI rewriteHttpURI(Request request) {
        Route route = routeOf(request).orElseThrow();
        URI service = Objects.requireNonNull(services.get(route.service()), route.service());
        HttpURI.Mutable target =
                HttpURI.build(request.getHttpURI())
                        .scheme(service.getScheme())
                        .host(service.getHost())
                        .port(service.getPort());
        route.target().ifPresent(target::path);
        return target.asImmutable();
    }

    @Override
    protected org.eclipse.jetty.client.Request newProxyToServerRequest(
            Request request, HttpURI target) {
        try {
            return super.newProxyToServerRequest(request, target)
                    .idleTimeout(LONGEST_SILENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (IllegalArgumentException e) {
            throw new HttpException.RuntimeException(
                    HttpStatus.BAD_REQUEST_400, "Illegal character in the query", e);
        }
    }

    @Override
    protected org.eclipse.jetty.client.Request.Content newProxyToServerRequestContent(
            Request request, Response response, org.eclipse.jetty.client.Request toService) {
        return new ProxyRequestContent(request) {
            @Override
            public void fail(Throwable failure) {
                // What the service does not take is read all the same, so that the answer is found.
            }
        };
    }

    @Override
    protected org.eclipse.jetty.client.Response.CompleteListener newServerToProxyResponseListener(
            Request request,
            org.eclipse.jetty.client.Request toService,
            Response response,
            Callback callback) {
        return new ProxyResponseListener(request, toService, response, callback) {
            @Override
            public void onHeaders(org.eclipse.jetty.client.Response fromService) {
                super.onHeaders(fromService);
                // Jetty leaves out what comes after the body. It is announced only where the body
                // is in chunks: an answer of known length would lose its length by that.
                if (fromService.getHeaders().contains(HttpHeader.TRANSFER_ENCODING)) {
                    response.setTrailersSupplier(fromService::getTrailers);
                }
            }
        };
    }

    @Override
    protected void configureHttpClient(HttpClient client) {
        super.configureHttpClient(client);
        client.setMaxConnectionsPerDestination(MOST_CONNECTIONS);
        client.setDestinationIdleTimeout(0);
        client.setIdleTimeout(unusedConnectionsKept.toMillis());
        client.setUserAgentField(null);
    }

    @Override
    protected void onServerToProxyResponseFailure(
            Request request,
            org.eclipse.jetty.client.Request toService,
            org.eclipse.jetty.client.Response fromService,
            Response response,
            Callback callback,
            Throwable failure) {
        if (response.isCommitted()) {
            // A part of the answer is under way: the connection is closed, and nobody takes it for
            // a whole one.
            callback.failed(failure);
            return;
        }
        String service = routeOf(request).map(Route::service).orElse("");
        new Problem(
                        503,
                        "service_unavailable",
                        "upstream",
                        service + "-service does not answer; try again")
                .writeAfterBody(request, response, callback);
    }

    private Optional<Route> routeOf(Request request) {
        String path = Request.getPathInContext(request);
        return routes.stream().filter(route -> route.matches(path)).findFirst();
    }
}
