package io.sluice.query.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.query.QueryServiceTest;
import io.sluice.query.problem.ErrorCode;
import io.sluice.query.problem.QueryException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** The settings are those of another test, so that they share a service. */
@QueryServiceTest
@TestPropertySource(
        properties = {"sluice.queries.statement-timeout=300ms", "sluice.writer.enabled=false"})
@Timeout(30)
class TimeLimitTest {
    @Autowired private PostgresQueries queries;

    @Test
    void questionThatTakesTooLongIsRefusedWithTheLimit() {
        assertThatThrownBy(() -> queries.list("select pg_sleep(20)", List.of(), row -> true))
                .isInstanceOfSatisfying(
                        QueryException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.TIME_LIMIT);
                            assertThat(e.getMessage()).contains("300ms", "statement-timeout");
                        });
    }

    @Test
    void connectionIsGoodAfterwards() {
        for (int i = 0; i < 20; i++) {
            assertThat(queries.list("select 1", List.of(), row -> row.getInt(1)))
                    .containsExactly(1);
        }
    }
}
