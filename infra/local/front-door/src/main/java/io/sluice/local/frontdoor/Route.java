package io.sluice.local.frontdoor;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One line of {@code routes.txt}: which service answers which paths.
 *
 * @param service its name
 * @param path matches the whole path of a request
 * @param target the path at the service, where it is another one
 */
record Route(String service, Pattern path, Optional<String> target) {
    private static final Pattern LINE = Pattern.compile("(\\S+)\\s+(\\S+)(?:\\s+->\\s+(\\S+))?");

    /** All routes, in their order. */
    static List<Route> all() {
        try (InputStream resource =
                        Objects.requireNonNull(Route.class.getResourceAsStream("/routes.txt"));
                BufferedReader lines =
                        new BufferedReader(
                                new InputStreamReader(resource, StandardCharsets.UTF_8))) {
            return parse(lines.lines());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The routes among lines that may be empty or comments. */
    static List<Route> parse(Stream<String> lines) {
        return lines.map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(Route::parse)
                .toList();
    }

    private static Route parse(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a route: " + line);
        }
        return new Route(
                matcher.group(1),
                Pattern.compile(matcher.group(2)),
                Optional.ofNullable(matcher.group(3)));
    }

    boolean matches(String requestPath) {
        return path.matcher(requestPath).matches();
    }
}
