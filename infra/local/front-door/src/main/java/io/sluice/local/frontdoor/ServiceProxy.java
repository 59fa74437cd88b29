package io.sluice.local.frontdoor;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.proxy.ProxyHandler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Hands a request on to the service that its path belongs to. */
final class ServiceProxy extends ProxyHandler {
    /**
     * Shorter than the services keep an idle connection: one that they are about to close is not
     * used any more.
     */
    private static final long IDLE_MILLIS = 10_000;

    private final List<Route> routes;
    private final Map<String, URI> services;

    ServiceProxy(List<Route> routes, Map<String, URI> services) {
        this.routes = routes;
        this.services = services;
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
    protected void configureHttpClient(HttpClient client) {
        super.configureHttpClient(client);
        client.setMaxConnectionsPerDestination(1024);
        client.setDestinationIdleTimeout(0);
        client.setIdleTimeout(IDLE_MILLIS);
    }

    @Override
    protected void onServerToProxyResponseFailure(
            Request request,
            org.eclipse.jetty.client.Request toService,
            org.eclipse.jetty.client.Response fromService,
            Response response,
            Callback callback,
            Throwable failure) {
        String service = routeOf(request).map(Route::service).orElse("");
        Problem.write(
                request,
                response,
                callback,
                503,
                "service_unavailable",
                "upstream",
                service + "-service does not answer; try again");
    }

    private Optional<Route> routeOf(Request request) {
        String path = Request.getPathInContext(request);
        return routes.stream().filter(route -> route.matches(path)).findFirst();
    }
}
