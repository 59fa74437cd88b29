package io.sluice.benchmarks.slicing;

import io.sluice.benchmarks.slicing.Figure.Curve;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** What was measured for one figure. */
final class Results {
    private final Map<Place, Double> byPlace = new HashMap<>();

    private record Place(Curve curve, String value) {}

    void put(Curve curve, String value, double measured) {
        byPlace.put(new Place(curve, value), measured);
    }

    OptionalDouble at(Curve curve, String value) {
        Double measured = byPlace.get(new Place(curve, value));
        return measured == null ? OptionalDouble.empty() : OptionalDouble.of(measured);
    }

    /** The first curve of a technique in a figure. */
    OptionalDouble of(Figure figure, Technique technique, String value) {
        return figure.curves().stream()
                .filter(curve -> curve.technique() == technique)
                .findFirst()
                .map(curve -> at(curve, value))
                .orElse(OptionalDouble.empty());
    }
}
