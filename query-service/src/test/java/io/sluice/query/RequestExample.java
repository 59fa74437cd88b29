package io.sluice.query;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A request out of {@code openapi-examples/*.http}: lines of a method and a path; a body in JSON
 * may follow on the lines below, which begin with a space.
 */
record RequestExample(String method, String path, String body) {
    private static final Path DIRECTORY = Path.of("src/test/resources/openapi-examples");

    static List<RequestExample> all() {
        List<RequestExample> examples = new ArrayList<>();
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            for (Path file : files.sorted().toList()) {
                for (String line : Files.readAllLines(file)) {
                    if (line.startsWith(" ")) {
                        examples.add(examples.removeLast().withMore(line));
                    } else if (!line.isBlank()) {
                        examples.add(of(line));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return examples;
    }

    private static RequestExample of(String line) {
        int space = line.indexOf(' ');
        return new RequestExample(line.substring(0, space), line.substring(space + 1), "");
    }

    private RequestExample withMore(String line) {
        return new RequestExample(method, path, body + line.strip() + "\n");
    }

    HttpRequest.Builder request(Api api) {
        HttpRequest.Builder request = api.request(path);
        if (body.isEmpty()) {
            return request.method(method, HttpRequest.BodyPublishers.noBody());
        }
        return request.method(method, HttpRequest.BodyPublishers.ofString(body))
                .header("Content-Type", "application/json");
    }
}
