package io.sluice.query.writing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.query.QueryServiceTest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

@QueryServiceTest
class SourceStreamFoldingTest {
    @Autowired private JdbcTemplate jdbc;

    @Autowired private PostgresSourceStreamCounts counts;

    @Test
    void streamsThatEndedLongAgoAreOneSumOfTheirKindAndStillCount() {
        jdbc.update(
                """
                insert into source_stream_count
                    (source_stream, stored, duplicate, corrected, rejected, first_at, last_at)
                values ('old:a:1', 10, 1, 0, 2, now() - interval '9 days', now() - interval '8 days'),
                       ('old:b:1', 20, 0, 3, 0, now() - interval '5 days', now() - interval '4 days'),
                       ('old:c:1', 5, 0, 0, 0, now(), now())
                """);

        counts.fold(Duration.ofDays(1));
        jdbc.update(
                "update source_stream_count set last_at = now() - interval '2 days' where"
                        + " source_stream = 'old:c:1'");
        counts.fold(Duration.ofDays(1));

        List<String> books =
                jdbc.query(
                        "select source_stream, stored, duplicate, corrected, rejected from"
                                + " source_stream_count where source_stream like 'old:%'",
                        (result, _) ->
                                "%s %d %d %d %d"
                                        .formatted(
                                                result.getString(1),
                                                result.getLong(2),
                                                result.getLong(3),
                                                result.getLong(4),
                                                result.getLong(5)));
        assertThat(books).containsExactly("old:* 35 1 3 2");
    }
}
