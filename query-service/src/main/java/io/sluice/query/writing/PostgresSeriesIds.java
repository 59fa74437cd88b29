package io.sluice.query.writing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sluice.contracts.readings.ReadingBatch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.JdbcTemplate;

/** The ids of series, which are given to each (device, metric) when it is first seen. */
final class PostgresSeriesIds {
    private static final int DEVICES_REMEMBERED = 1_000_000;

    /**
     * Sorted by the caller: two writers that meet new series at once must not wait for each other
     * in a circle.
     */
    private static final String INSERT_AND_SELECT =
            """
            with named as (
                select * from unnest(?::text[], ?::text[], ?::text[]) as n (device_id, metric, unit)
            ), inserted as (
                insert into series (device_id, metric, unit)
                select device_id, metric, nullif(unit, '') from named
                on conflict (device_id, metric) do update set unit = excluded.unit
                    where excluded.unit is not null and series.unit is distinct from excluded.unit
                returning id, device_id, metric, unit
            )
            select id, device_id, metric, coalesce(unit, '') from inserted
            union
            select s.id, s.device_id, s.metric, coalesce(s.unit, '') from series s join named using (device_id, metric)
            where not exists (select 1 from inserted i where i.id = s.id)
            """;

    private record Known(int id, String unit) {}

    private record Name(String device, String metric) implements Comparable<Name> {
        @Override
        public int compareTo(Name other) {
            int byDevice = device.compareTo(other.device);
            return byDevice != 0 ? byDevice : metric.compareTo(other.metric);
        }
    }

    private final JdbcTemplate jdbc;
    private final Cache<String, Map<String, Known>> byDevice =
            Caffeine.newBuilder().maximumSize(DEVICES_REMEMBERED).build();

    PostgresSeriesIds(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** The ids of the metrics of each batch, in their order; those that have none yet get one. */
    List<int[]> idsOf(Collection<ReadingBatch> batches) {
        Map<Name, String> missing = new TreeMap<>();
        Map<String, Map<String, Known>> known = new HashMap<>();
        for (ReadingBatch batch : batches) {
            Map<String, Known> metrics =
                    known.computeIfAbsent(
                            batch.getDeviceId(),
                            device -> byDevice.get(device, _ -> new ConcurrentHashMap<>()));
            for (int i = 0; i < batch.getMetricCount(); i++) {
                Known series = metrics.get(batch.getMetric(i));
                String unit = unitOf(batch, i);
                if (series == null || (!unit.isEmpty() && !unit.equals(series.unit()))) {
                    missing.put(new Name(batch.getDeviceId(), batch.getMetric(i)), unit);
                }
            }
        }
        if (!missing.isEmpty()) {
            resolve(missing, known);
        }
        List<int[]> ids = new ArrayList<>(batches.size());
        for (ReadingBatch batch : batches) {
            Map<String, Known> metrics = Objects.requireNonNull(known.get(batch.getDeviceId()));
            ids.add(
                    batch.getMetricList().stream()
                            .mapToInt(metric -> Objects.requireNonNull(metrics.get(metric)).id())
                            .toArray());
        }
        return ids;
    }

    private void resolve(Map<Name, String> missing, Map<String, Map<String, Known>> known) {
        String[] devices = missing.keySet().stream().map(Name::device).toArray(String[]::new);
        String[] metrics = missing.keySet().stream().map(Name::metric).toArray(String[]::new);
        String[] units = missing.values().toArray(String[]::new);
        jdbc.query(
                INSERT_AND_SELECT,
                result -> {
                    Objects.requireNonNull(known.get(result.getString(2)))
                            .put(
                                    result.getString(3),
                                    new Known(result.getInt(1), result.getString(4)));
                },
                devices,
                metrics,
                units);
    }

    private static String unitOf(ReadingBatch batch, int metric) {
        return metric < batch.getUnitCount() ? batch.getUnit(metric) : "";
    }
}
