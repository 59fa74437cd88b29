package io.sluice.query.analysis;

import io.sluice.query.database.PostgresQueries;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** The labels of devices, in table {@code device}. */
@Repository
class PostgresLabels {
    private static final String OF_DEVICES =
            "select n.id, d.labels ->> ? from unnest(?::text[]) as n (id) left join device d on"
                    + " d.id = n.id";

    private final PostgresQueries queries;

    PostgresLabels(PostgresQueries queries) {
        this.queries = queries;
    }

    /** For each device, in a list by itself, its value of a label, or null if it has none. */
    Map<String, List<@Nullable String>> ofDevices(String label, List<String> devices) {
        Map<String, List<@Nullable String>> values = new HashMap<>();
        queries.forEach(
                OF_DEVICES,
                List.of(label, devices.toArray(String[]::new)),
                row ->
                        values.put(
                                row.getString(1),
                                Collections.<@Nullable String>singletonList(row.getString(2))));
        return values;
    }
}
