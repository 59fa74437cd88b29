package io.sluice.query.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RollupRestTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void shortRoundsComeEachInterval() {
        assertThat(RollupRefresher.restAfter(Duration.ofMillis(10), SECOND)).isEqualTo(SECOND);
    }

    @Test
    void afterALongRoundTheRefresherRestsLonger() {
        assertThat(RollupRefresher.restAfter(SECOND, SECOND)).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void noRestIsLongerThanTenSecondsUnlessTheIntervalIs() {
        Duration minute = Duration.ofMinutes(1);

        assertThat(RollupRefresher.restAfter(minute, SECOND)).isEqualTo(Duration.ofSeconds(10));
        assertThat(RollupRefresher.restAfter(minute, minute)).isEqualTo(minute);
    }
}
