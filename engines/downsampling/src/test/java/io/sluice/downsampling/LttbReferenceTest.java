package io.sluice.downsampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** LTTB keeps the points that the author's own flot-downsample keeps. */
class LttbReferenceTest {
    static Stream<ReferenceCase> cases() {
        return ReferenceCase.all("lttb").stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void keepsTheSamePoints(ReferenceCase reference) {
        List<TimedValue> series = reference.series();
        CsvTable expected = reference.expected();

        List<TimedValue> kept =
                TimedValue.through(
                        sink -> new Lttb(series.size(), reference.number(), sink), series);

        assertThat(kept)
                .isEqualTo(
                        IntStream.range(0, expected.rows().size())
                                .mapToObj(row -> series.get((int) expected.integer(row, "index")))
                                .toList());
        assertThat(kept).isEqualTo(expected.points("value"));
    }
}
