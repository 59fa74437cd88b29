package io.sluice.local.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTest {
    @Test
    void commentsAndEmptyLinesAreNoRoutes() {
        List<Route> routes =
                Route.parse(
                        Stream.of("# comment", "", "   ", "  # indented", "query  /a", "\ti  /b "));

        assertThat(routes).extracting(Route::service).containsExactly("query", "i");
    }

    @Test
    void routeMayNameAnotherPathAtTheService() {
        List<Route> routes = Route.parse(Stream.of("query /a -> /b", "query /a"));

        assertThat(routes)
                .extracting(Route::target)
                .containsExactly(Optional.of("/b"), Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"query", "query /a ->", "query /a /b", "query /a => /b", "query /a("})
    void lineThatIsNoRouteIsRefused(String line) {
        assertThatThrownBy(() -> Route.parse(Stream.of(line)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void messageShowsTheLine() {
        assertThatThrownBy(() -> Route.parse(Stream.of("query"))).hasMessage("not a route: query");
    }

    @Test
    void patternMatchesTheWholePath() {
        Route route = Route.parse(Stream.of("query /a")).getFirst();

        assertThat(route.matches("/a")).isTrue();
        assertThat(route.matches("/a/")).isFalse();
        assertThat(route.matches("/x/a")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/devices,                              ingestion",
        "/api/v1/devices/x,                            ingestion",
        "/api/v1/devices/import,                       ingestion",
        "/api/v1/devices/x/readings,                   ingestion",
        "/api/v1/devices/series,                       ingestion",
        "/api/v1/devices/x/seriesof,                   ingestion",
        "/api/v1/devices/x/y/series,                   ingestion",
        "/api/v1/devices/x/series,                     query",
        "/api/v1/devices/series/series,                query",
        "/api/v1/devices/x/series/temperature,         query",
        "/api/v1/devices/x/series/temperature/points,  query",
        "/api/v1/devices/x/latest,                     query",
        "/api/v1/devices/x/latest/,                    query",
        "/api/v1/devices/name with space/series,       query",
        "/api/v1/source-streams,                       query",
        "/api/v1/source-streams/http:7,                query",
        "/api/v1/readings,                             ingestion",
        "/api/v1/readings/x,                           ingestion",
        "/api/v1/rejections,                           ingestion",
        "/api/v1/rejections/replay,                    ingestion",
        "/api/v1/rejections/0-17-0,                    ingestion",
        "/api/reading,                                 ingestion",
        "/api/readings/batch,                          ingestion",
        "/api/readings/7,                              query",
        "/api/readings/batch7,                         query",
        "/api/stats/7,                                 query",
        "/docs/ingestion/openapi,                      ingestion",
        "/docs/query/openapi,                          query",
        "/api/v1/nodes,                                coordinator",
        "/api/v1/nodes/n1/leases,                      coordinator",
        "/api/v1/nodes/n1/leases/renewals,             coordinator",
        "/api/v1/tasks,                                coordinator",
        "/api/v1/tasks/batch,                          coordinator",
        "/api/v1/cluster,                              coordinator",
        "/api/v1/models/m/versions/1.0/content,        coordinator",
        "/api/v1/results,                              coordinator",
        "/api/v1/results/live,                         coordinator",
        "/docs/coordinator/openapi,                    coordinator",
    })
    void pathBelongsToService(String path, String service) {
        assertThat(routeOf(path)).map(Route::service).contains(service);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/api",
                "/api/v1",
                "/api/v1/device",
                "/api/v1/devicesx",
                "/api/v1/node",
                "/api/v1/modelsx",
                "/api/v2/devices",
                "/API/v1/devices",
                "/api/reading/7",
                "/api/readings",
                "/api/readings/",
                "/api/readings/7/8",
                "/api/stats",
                "/api/stats/7/8",
                "/docs",
                "/docs/",
                "/docs/ingestion/openapi/",
                "/openapi.yaml",
                "/actuator/health",
            })
    void pathBelongsToNobody(String path) {
        assertThat(routeOf(path)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/docs/ingestion/openapi",
                "/docs/query/openapi",
                "/docs/coordinator/openapi"
            })
    void documentsHaveAnotherPathAtTheService(String path) {
        assertThat(routeOf(path)).flatMap(Route::target).contains("/openapi.yaml");
    }

    private static Optional<Route> routeOf(String path) {
        return Route.all().stream().filter(route -> route.matches(path)).findFirst();
    }
}
