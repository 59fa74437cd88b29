package io.sluice.query.series;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.ObjectMapper;

/** Table {@code series}. */
@Repository
class PostgresSeries {
    private static final String OF_DEVICE =
            "select id, device_id, metric, unit from series where device_id = ? order by metric";

    private static final String MATCHING =
            """
            select s.id, s.device_id, s.metric, s.unit from series s
            where (cardinality(?::text[]) = 0 or s.device_id = any (?))
              and (?::text is null or s.metric = ?)
              and (?::jsonb = '{}' or exists (select from device d where d.id = s.device_id and d.labels @> ?::jsonb))
            order by s.device_id, s.metric limit ?
            """;

    private final JdbcTemplate jdbc;
    private final ObjectMapper mapper;

    PostgresSeries(JdbcTemplate jdbc, ObjectMapper mapper) {
        this.jdbc = jdbc;
        this.mapper = mapper;
    }

    List<Series> ofDevice(String deviceId) {
        return jdbc.query(OF_DEVICE, (result, _) -> series(result), deviceId);
    }

    List<Series> matching(SeriesSelector selector, int limit) {
        String[] devices = selector.devices().toArray(String[]::new);
        String labels = mapper.writeValueAsString(selector.labels());
        return jdbc.query(
                MATCHING,
                (result, _) -> series(result),
                devices,
                devices,
                selector.metric(),
                selector.metric(),
                labels,
                labels,
                limit);
    }

    private static Series series(ResultSet result) throws SQLException {
        return new Series(
                result.getInt(1), result.getString(2), result.getString(3), result.getString(4));
    }
}
