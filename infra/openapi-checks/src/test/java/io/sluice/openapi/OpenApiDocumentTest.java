package io.sluice.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** A check that finds nothing wrong with anything would be none. */
class OpenApiDocumentTest {
    private static final String JSON = "application/json";

    private final OpenApiDocument document =
            OpenApiDocument.parse(
                    """
                    openapi: 3.1.0
                    paths:
                      /things/{id}:
                        get:
                          responses:
                            "200":
                              content:
                                application/json:
                                  schema: {$ref: "#/components/schemas/Thing"}
                                  example: {id: a, size: 1}
                            "404": {$ref: "#/components/responses/Missing"}
                        delete:
                          responses:
                            "204": {description: gone}
                      /things/all:
                        get:
                          responses:
                            "200":
                              content:
                                application/json:
                                  schema: {type: array, items: {$ref: "#/components/schemas/Thing"}}
                                  example: [{id: a, size: big}]
                    components:
                      responses:
                        Missing:
                          content:
                            application/json:
                              schema: {type: object, required: [code]}
                      schemas:
                        Thing:
                          type: object
                          required: [id]
                          properties:
                            id: {type: string}
                            size: {type: integer}
                          additionalProperties: false
                    """);

    @Test
    void operationsAreFoundByTheirPaths() {
        assertThat(document.operations())
                .containsExactly("DELETE /things/{id}", "GET /things/all", "GET /things/{id}");
        assertThat(document.operationOf("GET", "/things/7?x=1")).contains("GET /things/{id}");
        assertThat(document.operationOf("GET", "/things/all")).contains("GET /things/all");
        assertThat(document.operationOf("GET", "/things/7/8")).isEmpty();
        assertThat(document.operationOf("PUT", "/things/7")).isEmpty();
    }

    @Test
    void answerAsDocumentedHasNoFlaw() {
        assertThat(
                        document.flawsOf(
                                "GET", "/things/7", 200, JSON, json("{\"id\":\"7\",\"size\":3}")))
                .isEmpty();
        assertThat(document.flawsOf("GET", "/things/7", 404, JSON, json("{\"code\":\"x\"}")))
                .isEmpty();
        assertThat(document.flawsOf("DELETE", "/things/7", 204, "", json("{}"))).isEmpty();
    }

    @Test
    void whatIsNotDocumentedIsFound() {
        assertThat(document.flawsOf("GET", "/nothing", 200, JSON, json("{}"))).hasSize(1);
        assertThat(document.flawsOf("GET", "/things/7", 500, JSON, json("{}"))).hasSize(1);
        assertThat(document.flawsOf("GET", "/things/7", 200, "text/csv", json("{}"))).hasSize(1);
        assertThat(document.flawsOf("GET", "/things/7", 200, JSON, json("{\"id\":7}"))).hasSize(1);
        assertThat(document.flawsOf("GET", "/things/7", 200, JSON, json("{\"size\":1}")))
                .hasSize(1);
        assertThat(
                        document.flawsOf(
                                "GET", "/things/7", 200, JSON, json("{\"id\":\"7\",\"colour\":1}")))
                .hasSize(1);
        assertThat(document.flawsOf("GET", "/things/7", 404, JSON, json("{}"))).hasSize(1);
    }

    @Test
    void examplesThatDoNotFitAndMissingOnesAreFound() {
        assertThat(document.flawsOfExamples())
                .hasSize(2)
                .anyMatch(flaw -> flaw.startsWith("GET /things/all 200 example"))
                .anyMatch(flaw -> flaw.equals("GET /things/{id} 404: no example"));
    }

    private static JsonNode json(String text) {
        return new ObjectMapper().readTree(text);
    }
}
