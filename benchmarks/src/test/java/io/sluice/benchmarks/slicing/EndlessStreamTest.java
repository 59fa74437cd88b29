package io.sluice.benchmarks.slicing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndlessStreamTest {
    private static final int TEN_MINUTES = 1_200_000;

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.2, 1})
    void noTupleIsLate(double share) {
        Observer observer = new Observer();

        new EndlessStream(EndlessStream.TEN_MINUTES, share, 2_000, false)
                .feed(observer, 3 * TEN_MINUTES);

        assertThat(observer.late).isZero();
        assertThat(observer.watermarks).isEqualTo(3 * 6_000);
        assertThat(observer.latest - observer.watermark).isBetween(0L, 2_100L);
    }

    @Test
    void shareIsOutOfOrder() {
        Observer observer = new Observer();

        new EndlessStream(EndlessStream.TEN_MINUTES, 0.2, 2_000, false)
                .feed(observer, 2 * TEN_MINUTES);

        assertThat(observer.outOfOrder / (2.0 * TEN_MINUTES)).isBetween(0.195, 0.2);
    }

    @Test
    void pausesAreLongerThanTheGap() {
        Observer observer = new Observer();

        // Seven eighths of the tuples are left when there are pauses.
        new EndlessStream(EndlessStream.TEN_MINUTES, 0, 0, true)
                .feed(observer, TEN_MINUTES / 8 * 7);

        assertThat(observer.pauses).isEqualTo(49);
    }

    private static final class Observer implements WindowTechnique {
        private long watermark = Long.MIN_VALUE;
        private long latest = Long.MIN_VALUE;
        private int watermarks;
        private int late;
        private int outOfOrder;
        private int pauses;

        @Override
        public void process(long time, double value) {
            if (time <= watermark) {
                late++;
            }
            if (time < latest) {
                outOfOrder++;
            }
            if (latest != Long.MIN_VALUE && time - latest > 1_000) {
                pauses++;
            }
            latest = Math.max(latest, time);
        }

        @Override
        public void watermark(long time) {
            assertThat(time).isGreaterThan(watermark);
            watermark = time;
            watermarks++;
        }
    }
}
