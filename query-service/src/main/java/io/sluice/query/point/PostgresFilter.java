package io.sluice.query.point;

import io.sluice.query.calendar.PostgresCalendar;
import io.sluice.query.database.PostgresCondition;
import io.sluice.query.tier.Tier;
import java.util.ArrayList;
import java.util.List;

/** Puts a filter into SQL. */
final class PostgresFilter {
    private PostgresFilter() {}

    /**
     * What a filter is for the rows of a tier.
     *
     * @param table the name that the table has in the statement
     */
    static PostgresCondition condition(ReadingFilter filter, Tier tier, String table) {
        List<String> terms = new ArrayList<>();
        List<Object> parameters = new ArrayList<>();
        if (!filter.quality().isAny()) {
            terms.add("(" + table + ".quality & ?) = 0");
            parameters.add(filter.quality().refused());
            if (!filter.quality().good()) {
                terms.add(table + ".quality <> 0");
            }
        }
        if (!filter.calendar().isAlways()) {
            PostgresCondition calendar =
                    PostgresCalendar.condition(
                            filter.calendar(), table + (tier == Tier.RAW ? ".ts" : ".bucket"));
            terms.add(calendar.sql());
            parameters.addAll(calendar.parameters());
        }
        return terms.isEmpty()
                ? PostgresCondition.ALWAYS
                : new PostgresCondition(String.join(" and ", terms), parameters);
    }
}
