package io.sluice.coordinator.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;

class NodeSharePropertyTest {
    private static final KnownModel.Artifact OLD = new KnownModel.Artifact("old", "00", 1);
    private static final KnownModel.Artifact NEW = new KnownModel.Artifact("new", "11", 2);

    @Property
    void placeIsAlwaysTheSameAndBelowOne(@ForAll String node, @ForAll String model) {
        double place = NodeShare.placeOf(node, model, "1");

        assertThat(place).isGreaterThanOrEqualTo(0).isLessThan(1);
        assertThat(NodeShare.placeOf(node, model, "1")).isEqualTo(place);
    }

    @Property
    void greaterShareHasAllNodesOfTheSmaller(
            @ForAll @AlphaChars @NumericChars @StringLength(min = 1, max = 30) String node,
            @ForAll @DoubleRange(min = 0, max = 1, minIncluded = false) double one,
            @ForAll @DoubleRange(min = 0, max = 1, minIncluded = false) double other) {
        boolean inSmaller = isCanary(node, Math.min(one, other));
        boolean inGreater = isCanary(node, Math.max(one, other));

        assertThat(!inSmaller || inGreater).isTrue();
        assertThat(isCanary(node, 1)).isTrue();
    }

    @Property(tries = 50)
    void shareHasAboutSoManyNodes(
            @ForAll @IntRange(min = 0, max = 1_000_000) int first,
            @ForAll @DoubleRange(min = 0.01, max = 1) double share) {
        int nodes = 2000;
        long canaries =
                IntStream.range(first, first + nodes)
                        .filter(number -> isCanary("node-" + number, share))
                        .count();

        // Six standard deviations: by chance once in a thousand million times.
        double most = 6 * Math.sqrt(nodes * share * (1 - share)) + 1;
        assertThat((double) canaries).isCloseTo(nodes * share, within(most));
    }

    @Example
    void eachVersionIsTriedByOthersFirst() {
        Set<String> first = firstTenth("1");
        Set<String> second = firstTenth("2");

        assertThat(first).hasSizeBetween(60, 140);
        assertThat(first.stream().filter(second::contains).count()).isLessThan(30);
    }

    private static Set<String> firstTenth(String version) {
        return IntStream.range(0, 1000)
                .mapToObj(number -> "node-" + number)
                .filter(node -> NodeShare.placeOf(node, "scorer", version) < 0.1)
                .collect(Collectors.toSet());
    }

    private static boolean isCanary(String node, double share) {
        KnownModel model =
                new KnownModel(
                        "scorer",
                        "old",
                        Map.of("old", OLD, "new", NEW),
                        Optional.of(new KnownModel.Canary("new", share)));
        ModelAssignment assignment = model.assignmentOf(node);
        boolean isCanary = assignment.channel() == ModelAssignment.Channel.CANARY;
        assertThat(assignment.version()).isEqualTo(isCanary ? "new" : "old");
        return isCanary;
    }
}
