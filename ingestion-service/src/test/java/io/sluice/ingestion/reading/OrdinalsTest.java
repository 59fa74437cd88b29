package io.sluice.ingestion.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class OrdinalsTest {
    @Property
    void ordinalIsTheNumberOfEarlierReadingsAtTheSameTime(
            @ForAll @Size(max = 200) List<@LongRange(min = -20, max = 60) Long> times) {
        Ordinals ordinals = new Ordinals();
        List<Integer> given = new ArrayList<>();
        List<Integer> expected = new ArrayList<>();

        for (int i = 0; i < times.size(); i++) {
            long time = times.get(i);
            given.add(ordinals.next(time));
            expected.add(
                    (int) times.subList(0, i).stream().filter(earlier -> earlier == time).count());
        }

        assertThat(given).isEqualTo(expected);
    }
}
