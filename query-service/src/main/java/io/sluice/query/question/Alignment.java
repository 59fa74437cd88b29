package io.sluice.query.question;

import io.sluice.query.problem.ErrorCode;
import io.sluice.query.problem.QueryException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Groups of different selections that expressions put together: of each selection one at most.
 *
 * @param keys what they have in the columns of the answer
 * @param groupOf by the place of the selection, the number of its group
 */
record Alignment(List<@Nullable String> keys, Map<Integer, Integer> groupOf) {
    /**
     * Groups belong together if they are the only ones of their selections, else if their keys are
     * the same; where each series stands by itself, if their devices are the same.
     *
     * @throws QueryException {@code invalid_expression} if a selection has several for one place
     */
    static List<Alignment> of(Question question, ChosenSeries chosen) {
        if (question.computations().isEmpty()) {
            return List.of();
        }
        List<ChosenSeries.Group> groups = chosen.groups();
        long selections =
                groups.stream().mapToInt(ChosenSeries.Group::selection).distinct().count();
        boolean isEachOnlyOne = selections == groups.size();
        Map<List<@Nullable String>, Alignment> alignments = new LinkedHashMap<>();
        for (int number = 0; number < groups.size(); number++) {
            ChosenSeries.Group group = groups.get(number);
            List<@Nullable String> keys =
                    isEachOnlyOne ? common(groups) : place(question, group.keys());
            Alignment alignment =
                    alignments.computeIfAbsent(keys, _ -> new Alignment(keys, new TreeMap<>()));
            if (alignment.groupOf.put(group.selection(), number) != null) {
                throw new QueryException(
                        ErrorCode.INVALID_EXPRESSION,
                        "series '"
                                + question.selections().get(group.selection()).name()
                                + "' has more than one series of device '"
                                + keys.getFirst()
                                + "': name a metric, or group them");
            }
        }
        return List.copyOf(alignments.values());
    }

    private static List<@Nullable String> place(Question question, List<@Nullable String> keys) {
        return question.groupBy() == null ? Arrays.asList(keys.getFirst(), null) : keys;
    }

    /** What all of them have the same; null where they differ. */
    private static List<@Nullable String> common(List<ChosenSeries.Group> groups) {
        List<@Nullable String> first = groups.getFirst().keys();
        List<@Nullable String> common = new ArrayList<>();
        for (int i = 0; i < first.size(); i++) {
            int place = i;
            String key = first.get(i);
            boolean isSame =
                    key != null
                            && groups.stream()
                                    .allMatch(group -> key.equals(group.keys().get(place)));
            common.add(isSame ? key : null);
        }
        return common;
    }
}
