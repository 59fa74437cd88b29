package io.sluice.openapi;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The OpenAPI 3.1 document of a service. Its schemas are JSON Schema (2020-12), so real answers can
 * be held against them.
 */
public final class OpenApiDocument {
    private static final Set<String> METHODS =
            Set.of("get", "head", "put", "post", "delete", "patch");
    private static final Pattern TEMPLATE = Pattern.compile("\\{[^}]+}");

    private final JsonNode document;
    private final SchemaRegistry schemas =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private OpenApiDocument(JsonNode document) {
        this.document = document;
    }

    /** Reads a document that is written as YAML. */
    public static OpenApiDocument parse(String yaml) {
        return new OpenApiDocument(new YAMLMapper().readTree(yaml));
    }

    /** The version of OpenAPI that it is written in. */
    public String version() {
        return document.path("openapi").asString("");
    }

    /** Everything that can be asked, such as {@code GET /api/v1/devices/{id}}. */
    public Set<String> operations() {
        Set<String> operations = new TreeSet<>();
        document.path("paths")
                .forEachEntry((path, item) ->
                        item.propertyNames().stream()
                                .filter(METHODS::contains)
                                .forEach(method ->
                                        operations.add(
                                                method.toUpperCase(Locale.ROOT) + " " + path)));
        return operations;
    }

    /** The operation that a request is one of. */
    public Optional<String> operationOf(String method, String path) {
        String pathAlone = path.indexOf('?') < 0 ? path : path.substring(0, path.indexOf('?'));
        String plain = method + " " + pathAlone;
        Set<String> operations = operations();
        return operations.contains(plain)
                ? Optional.of(plain)
                : operations.stream().filter(operation -> matches(operation, plain)).findFirst();
    }

    /** What an answer has or lacks against the document; nothing when it is as documented. */
    public List<String> flawsOf(
            String method, String path, int status, String contentType, JsonNode body) {
        Optional<String> operation = operationOf(method, path);
        if (operation.isEmpty()) {
            return List.of(method + " " + path + " is not documented");
        }
        JsonNode response =
                resolved(
                        operationNode(operation.get())
                                .path("responses")
                                .path(Integer.toString(status)));
        if (response.isMissingNode()) {
            return List.of(operation.get() + ": status " + status + " is not documented");
        }
        if (!response.has("content")) {
            return List.of();
        }
        JsonNode media = response.path("content").path(contentType);
        return media.isMissingNode()
                ? List.of(
                        operation.get()
                                + ": "
                                + status
                                + " as "
                                + contentType
                                + " is not documented")
                : flaws(operation.get() + " " + status, media.path("schema"), body);
    }

    /**
     * What the examples of the document have or lack against its own schemas, and JSON contents
     * without one.
     */
    public List<String> flawsOfExamples() {
        List<String> flaws = new ArrayList<>();
        for (String operation : operations()) {
            JsonNode node = operationNode(operation);
            checkContents(operation + " request", resolved(node.path("requestBody")), flaws);
            node.path("responses")
                    .forEachEntry((status, response) ->
                            checkContents(operation + " " + status, resolved(response), flaws));
        }
        return flaws;
    }

    private void checkContents(String where, JsonNode holder, List<String> flaws) {
        holder.path("content")
                .forEachEntry((contentType, media) -> {
                    if (!contentType.endsWith("json")) {
                        return;
                    }
                    List<JsonNode> examples = new ArrayList<>();
                    if (media.has("example")) {
                        examples.add(media.path("example"));
                    }
                    media.path("examples")
                            .forEach(example -> examples.add(resolved(example).path("value")));
                    if (examples.isEmpty()) {
                        flaws.add(where + ": no example");
                    }
                    examples.forEach(example ->
                            flaws.addAll(flaws(where + " example", media.path("schema"), example)));
                });
    }

    private List<String> flaws(String where, JsonNode schema, JsonNode body) {
        ObjectNode whole = new ObjectMapper().createObjectNode();
        whole.putArray("allOf").add(schema);
        // The references of a schema lead to the components.
        whole.set("components", document.path("components"));
        Schema compiled = schemas.getSchema(whole);
        return compiled.validate(body).stream()
                .map((Error error) ->
                        where + ": " + error.getInstanceLocation() + " " + error.getMessage())
                .toList();
    }

    private JsonNode operationNode(String operation) {
        int space = operation.indexOf(' ');
        String method = operation.substring(0, space).toLowerCase(Locale.ROOT);
        return document.path("paths").path(operation.substring(space + 1)).path(method);
    }

    private JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asString("");
        return reference.isEmpty() ? node : document.at(reference.substring(1));
    }

    private static boolean matches(String operation, String plain) {
        StringBuilder regex = new StringBuilder();
        int last = 0;
        var matcher = TEMPLATE.matcher(operation);
        while (matcher.find()) {
            regex.append(Pattern.quote(operation.substring(last, matcher.start()))).append("[^/]+");
            last = matcher.end();
        }
        regex.append(Pattern.quote(operation.substring(last)));
        return plain.matches(regex.toString());
    }
}
