package io.sluice.slicing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Results as they stand, for who applies what an operator gives out; and what it gave out last.
 * Windows that the operator has forgotten stay, as nothing changes them.
 */
final class StandingResults implements WindowSink {
    /** The result of a window. */
    record Result(double value, @Nullable Object object) {}

    /** What was given out, with the bits of its value. */
    record Given(WindowKey window, Emission emission, long bits, @Nullable Object object) {}

    private final Map<WindowKey, Result> standing = new HashMap<>();
    private final Map<Emission, Long> counts = new HashMap<>();
    private List<Given> given = new ArrayList<>();

    @Override
    public void accept(WindowResult result) {
        WindowKey window = new WindowKey(result.query().id(), result.start(), result.end());
        Result now = new Result(result.value(), result.object());
        given.add(
                new Given(
                        window,
                        result.emission(),
                        Double.doubleToRawLongBits(now.value),
                        now.object));
        counts.merge(result.emission(), 1L, Long::sum);
        assertThat(standing.containsKey(window))
                .as("%s of %s, which is there", result.emission(), window)
                .isEqualTo(result.emission() != Emission.FIRST);
        if (result.emission() == Emission.WITHDRAWAL) {
            assertThat(now).isEqualTo(new Result(Double.NaN, null));
            standing.remove(window);
        } else {
            standing.put(window, now);
        }
    }

    /** Forgets the windows of a query, as its operator does without a word. */
    void forget(String query) {
        standing.keySet().removeIf(window -> window.query().equals(query));
    }

    Map<WindowKey, Result> standing() {
        return standing;
    }

    /** How many of a kind were given out. */
    long count(Emission emission) {
        return counts.getOrDefault(emission, 0L);
    }

    /** What was given out since this was asked before. */
    List<Given> takeGiven() {
        List<Given> taken = given;
        given = new ArrayList<>();
        return taken;
    }
}
