package io.sluice.query.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class RollupConfigurationTest {
    @ParameterizedTest
    @ValueSource(strings = {"sluice.writer.enabled", "sluice.rollups.enabled"})
    void instanceThatDoesNotWriteOrRefreshHasNoRefresher(String setting) {
        new ApplicationContextRunner()
                .withUserConfiguration(PostgresRollupConfiguration.class)
                .withPropertyValues(setting + "=false")
                .run(context -> assertThat(context).doesNotHaveBean(RollupRefresher.class));
    }
}
