package io.sluice.query.writing;

import io.sluice.query.device.Device;
import io.sluice.query.device.DeviceVersion;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.ObjectMapper;

/** Table {@code device}. */
final class PostgresDeviceTable {
    private static final String REMOVE = "delete from device where id = any (?)";
    private static final String PUT =
            """
            insert into device (id, name, type, location, labels, expected_interval, version)
            select id, name, type, location, labels::jsonb, millis * interval '1 millisecond', version
            from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::bigint[])
                as state (id, name, type, location, labels, millis, version)
            on conflict (id) do update set name = excluded.name, type = excluded.type,
                location = excluded.location, labels = excluded.labels,
                expected_interval = excluded.expected_interval, version = excluded.version
                where device.version <= excluded.version
            """;

    private final JdbcTemplate jdbc;
    private final ObjectMapper mapper;

    PostgresDeviceTable(JdbcTemplate jdbc, ObjectMapper mapper) {
        this.jdbc = jdbc;
        this.mapper = mapper;
    }

    void remove(Collection<String> ids) {
        jdbc.update(REMOVE, (Object) ids.toArray(String[]::new));
    }

    /**
     * Takes states of devices, one of each; one that is older than what is there changes nothing.
     */
    void put(Collection<DeviceVersion> states) {
        List<Device> devices = states.stream().map(DeviceVersion::device).toList();
        jdbc.update(
                PUT,
                devices.stream().map(Device::id).toArray(String[]::new),
                devices.stream().map(Device::name).toArray(String[]::new),
                devices.stream().map(Device::type).toArray(String[]::new),
                devices.stream().map(Device::location).toArray(String[]::new),
                devices.stream()
                        .map(device -> mapper.writeValueAsString(device.labels()))
                        .toArray(String[]::new),
                devices.stream()
                        .map(device -> device.interval().map(Duration::toMillis).orElse(null))
                        .toArray(Long[]::new),
                states.stream().map(DeviceVersion::version).toArray(Long[]::new));
    }
}
