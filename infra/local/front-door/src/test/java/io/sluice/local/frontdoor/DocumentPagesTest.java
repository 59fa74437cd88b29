package io.sluice.local.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.local.servers.Ports;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentPagesTest {
    private static StandInService ingestion;
    private static StandInService query;
    private static StandInService coordinator;
    private static RunningFrontDoor frontDoor;

    @BeforeAll
    static void start() throws Exception {
        ingestion = StandInService.start("ingestion", Ports.free());
        query = StandInService.start("query", Ports.free());
        coordinator = StandInService.start("coordinator", Ports.free());
        frontDoor =
                RunningFrontDoor.start(
                        Ports.free(),
                        Map.of(
                                "ingestion", ingestion.port(),
                                "query", query.port(),
                                "coordinator", coordinator.port()));
    }

    @AfterAll
    static void stop() {
        frontDoor.close();
        coordinator.close();
        query.close();
        ingestion.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/docs"})
    void addressAloneLeadsToTheDocuments(String path) throws Exception {
        HttpResponse<String> response = frontDoor.get(path);

        assertThat(response.statusCode()).isEqualTo(302);
        assertThat(response.headers().firstValue("Location")).contains("/docs/");
    }

    @Test
    void pageShowsTheDocumentsOfAllServices() throws Exception {
        HttpResponse<String> response = frontDoor.get("/docs/");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
        assertThat(response.body())
                .contains(
                        "url: 'ingestion/openapi'",
                        "url: 'query/openapi'",
                        "url: 'coordinator/openapi'")
                .doesNotContain("${");
    }

    @ParameterizedTest
    @CsvSource({
        "swagger-ui.css,                   text/css",
        "swagger-ui-bundle.js,             text/javascript",
        "swagger-ui-standalone-preset.js,  text/javascript",
    })
    void pageHasWhatItLoads(String file, String type) throws Exception {
        assertThat(frontDoor.get("/docs/").body()).contains("\"ui/" + file + "\"");

        HttpResponse<String> response = frontDoor.get("/docs/ui/" + file);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValueSatisfying(actual -> assertThat(actual).startsWith(type));
        assertThat(response.body()).hasSizeGreaterThan(10_000);
    }

    @Test
    void documentOfIngestionComesFromIngestion() throws Exception {
        assertThat(frontDoor.get("/docs/ingestion/openapi").body()).isEqualTo("ingestion");
        assertThat(ingestion.received().target()).isEqualTo("/openapi.yaml");
    }

    @Test
    void documentOfQueryComesFromQuery() throws Exception {
        assertThat(frontDoor.get("/docs/query/openapi").body()).isEqualTo("query");
        assertThat(query.received().target()).isEqualTo("/openapi.yaml");
    }

    @Test
    void documentOfCoordinatorComesFromCoordinator() throws Exception {
        assertThat(frontDoor.get("/docs/coordinator/openapi").body()).isEqualTo("coordinator");
        assertThat(coordinator.received().target()).isEqualTo("/openapi.yaml");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/docs/missing",
                "/docs/ui/missing.js",
                "/docs/../routes.txt",
                "/docs/%2e%2e/routes.txt",
                "/docs/ui/..%2f..%2froutes.txt",
            })
    void nothingElseIsShown(String path) throws Exception {
        assertThat(frontDoor.get(path).statusCode()).isIn(400, 404);
    }
}
