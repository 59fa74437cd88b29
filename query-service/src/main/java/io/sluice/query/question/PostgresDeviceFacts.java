package io.sluice.query.question;

import io.sluice.query.database.PostgresQueries;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectMapper;

/** Table {@code device}, many at once. */
@Repository
class PostgresDeviceFacts {
    private static final String FIND =
            """
            select id, labels::text, (extract(epoch from expected_interval) * 1000000)::bigint
            from device where id = any (?)
            """;

    private final PostgresQueries queries;
    private final ObjectMapper mapper;

    PostgresDeviceFacts(PostgresQueries queries, ObjectMapper mapper) {
        this.queries = queries;
        this.mapper = mapper;
    }

    /** Of those among the devices that are registered. */
    Map<String, DeviceFacts> of(Collection<String> devices) {
        Map<String, DeviceFacts> facts = new HashMap<>();
        queries.forEach(
                FIND,
                List.of((Object) devices.toArray(String[]::new)),
                row ->
                        facts.put(
                                row.getString(1),
                                new DeviceFacts(
                                        mapper.readValue(
                                                row.getString(2), new TypeReference<>() {}),
                                        interval(row))));
        return facts;
    }

    private static @Nullable Long interval(ResultSet row) throws SQLException {
        long micros = row.getLong(3);
        return row.wasNull() || micros <= 0 ? null : Long.valueOf(micros);
    }
}
