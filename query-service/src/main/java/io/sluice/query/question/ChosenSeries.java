package io.sluice.query.question;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The series of a question, and the group that each is summed up in.
 *
 * @param series the numbers of the series; one may be there more than once, in different groups
 * @param groupOf for each of them the number of its group
 * @param groups in the order of their numbers
 * @param intervals how often readings are expected, in microseconds, of those series where it is
 *     known
 */
record ChosenSeries(
        List<Integer> series, List<Integer> groupOf, List<Group> groups, List<Long> intervals) {
    /**
     * Series that are summed up together: those of one selection with the same keys.
     *
     * @param selection its place
     * @param keys what they have in the columns that the question groups by
     */
    record Group(int selection, List<@Nullable String> keys) {}

    /** One series of one selection. */
    record Member(int series, Group group, @Nullable Long interval) {}

    /** Groups have numbers in the order of their first members. */
    static ChosenSeries of(List<Member> members) {
        List<Integer> series = new ArrayList<>();
        List<Integer> groupOf = new ArrayList<>();
        List<Group> groups = new ArrayList<>();
        List<Long> intervals = new ArrayList<>();
        Map<Group, Integer> numbers = new HashMap<>();
        for (Member member : members) {
            Integer number = numbers.get(member.group());
            if (number == null) {
                number = groups.size();
                numbers.put(member.group(), number);
                groups.add(member.group());
            }
            series.add(member.series());
            groupOf.add(number);
            Long interval = member.interval();
            if (interval != null) {
                intervals.add(interval);
            }
        }
        return new ChosenSeries(series, groupOf, groups, intervals);
    }

    /** Each of them once. */
    List<Integer> distinct() {
        return series.stream().distinct().toList();
    }
}
