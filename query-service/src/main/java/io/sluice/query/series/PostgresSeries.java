package io.sluice.query.series;

import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Table {@code series}. */
@Repository
class PostgresSeries {
    private static final String OF_DEVICE =
            "select id, device_id, metric, unit from series where device_id = ? order by metric";

    private final JdbcTemplate jdbc;

    PostgresSeries(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    List<Series> ofDevice(String deviceId) {
        return jdbc.query(
                OF_DEVICE,
                (result, _) ->
                        new Series(
                                result.getInt(1),
                                result.getString(2),
                                result.getString(3),
                                result.getString(4)),
                deviceId);
    }
}
