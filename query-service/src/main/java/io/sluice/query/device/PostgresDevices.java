package io.sluice.query.device;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectMapper;

/** Table {@code device}. */
@Repository
class PostgresDevices {
    private static final String FIND =
            """
            select id, name, type, location, labels::text,
                (extract(epoch from expected_interval) * 1000)::bigint as interval_millis
            from device where id = ?
            """;

    private final JdbcTemplate jdbc;
    private final ObjectMapper mapper;

    PostgresDevices(JdbcTemplate jdbc, ObjectMapper mapper) {
        this.jdbc = jdbc;
        this.mapper = mapper;
    }

    Optional<Device> find(String id) {
        return jdbc.query(FIND, (result, _) -> device(result), id).stream().findFirst();
    }

    private Device device(ResultSet result) throws SQLException {
        Map<String, String> labels =
                mapper.readValue(result.getString(5), new TypeReference<>() {});
        return new Device(
                result.getString(1),
                result.getString(2),
                result.getString(3),
                result.getString(4),
                labels,
                interval(result));
    }

    private static @Nullable Duration interval(ResultSet result) throws SQLException {
        long millis = result.getLong(6);
        return result.wasNull() ? null : Duration.ofMillis(millis);
    }
}
