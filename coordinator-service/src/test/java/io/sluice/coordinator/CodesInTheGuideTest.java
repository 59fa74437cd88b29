package io.sluice.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.coordinator.problem.ErrorCode;
import io.sluice.problem.ProblemCode;
import io.sluice.problem.RequestProblem;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The guides for inference explain every code, with its status, and no other. */
class CodesInTheGuideTest {
    private static final Path GUIDES = Path.of("..", "docs", "guide");
    private static final Pattern ROW =
            Pattern.compile("^\\| `([a-z_]+)` \\| (\\d{3}) \\|", Pattern.MULTILINE);

    /** Said by the front door, not by this service. */
    private static final String OF_THE_FRONT_DOOR = "service_unavailable";

    @Test
    void everyCodeIsThereWithItsStatus() throws IOException {
        Map<String, Set<String>> expected = new TreeMap<>();
        expected.put(OF_THE_FRONT_DOOR, Set.of("503"));
        Stream.<ProblemCode>concat(
                        Stream.of(ErrorCode.values()), Stream.of(RequestProblem.values()))
                .forEach(
                        code -> expected.put(code.code(), Set.of(Integer.toString(code.status()))));

        assertThat(said()).isEqualTo(expected);
    }

    private static Map<String, Set<String>> said() throws IOException {
        Map<String, Set<String>> said = new TreeMap<>();
        try (DirectoryStream<Path> guides = Files.newDirectoryStream(GUIDES, "inference*.md")) {
            for (Path guide : guides) {
                for (MatchResult row : ROW.matcher(Files.readString(guide)).results().toList()) {
                    said.computeIfAbsent(row.group(1), _ -> new TreeSet<>()).add(row.group(2));
                }
            }
        }
        return said;
    }
}
