package io.sluice.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.problem.ProblemCode;
import io.sluice.problem.RequestProblem;
import io.sluice.query.problem.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CodesInTheGuideTest {
    private static final Path GUIDE = Path.of("..", "docs", "guide", "analysts.md");
    private static final Pattern ROW =
            Pattern.compile(
                    "^\\| (`[a-z_`, ]+`) \\| ([0-9, ]+) \\| ([a-z]+) \\|", Pattern.MULTILINE);

    /** Said by the front door, not by this service. */
    private static final String OF_THE_FRONT_DOOR = "service_unavailable";

    @Test
    void everyCodeIsThereWithItsStatusAndBlame() throws IOException {
        Map<String, String> expected = new TreeMap<>();
        Stream.<ProblemCode>concat(
                        Stream.of(ErrorCode.values()), Stream.of(RequestProblem.values()))
                .forEach(code -> expected.put(code.code(), text(code)));

        Map<String, String> said = said();

        assertThat(said.remove(OF_THE_FRONT_DOOR)).isEqualTo("503 upstream");
        assertThat(said).isEqualTo(expected);
    }

    private static String text(ProblemCode code) {
        return code.status() + " " + code.blame().name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, String> said() throws IOException {
        Map<String, String> said = new TreeMap<>();
        for (MatchResult row : ROW.matcher(Files.readString(GUIDE)).results().toList()) {
            List<String> codes = List.of(row.group(1).replace("`", "").split(", ", -1));
            List<String> statuses = List.of(row.group(2).split(", ", -1));
            for (int i = 0; i < codes.size(); i++) {
                String status = statuses.size() == 1 ? statuses.getFirst() : statuses.get(i);
                said.put(codes.get(i), status + " " + row.group(3));
            }
        }
        return said;
    }
}
