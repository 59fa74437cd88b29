package io.sluice.query.writing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sluice.contracts.readings.ReadingBatch;
import java.sql.ResultSet;
import java.sql.SQLException;
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
     * In the order of the caller: two writers that meet new series at once must not wait for each
     * other in a circle. What is there already is left out, since each row that is tried takes an
     * id from the sequence.
     */
    private static final String INSERT_NEW =
            """
            insert into series (device_id, metric, unit)
            select n.device_id, n.metric, nullif(n.unit, '')
            from unnest(?::text[], ?::text[], ?::text[]) with ordinality as n (device_id, metric, unit, place)
            left join series s using (device_id, metric)
            where s.id is null or (n.unit <> '' and s.unit is distinct from n.unit)
            order by n.place
            on conflict (device_id, metric) do update set unit = excluded.unit
                where excluded.unit is not null and series.unit is distinct from excluded.unit
            """;

    /** Apart from the insert, so that it sees what another writer has inserted meanwhile. */
    private static final String SELECT =
            """
            select s.device_id, s.metric, s.id, coalesce(s.unit, '')
            from series s join unnest(?::text[], ?::text[]) as n (device_id, metric) using (device_id, metric)
            """;

    private record Known(int id, String unit) {}

    private record Found(String device, String metric, Known series) {}

    private record Name(String device, String metric) implements Comparable<Name> {
        @Override
        public int compareTo(Name other) {
            int byDevice = device.compareTo(other.device);
            return byDevice != 0 ? byDevice : metric.compareTo(other.metric);
        }
    }

    private final JdbcTemplate jdbc;
    private final PostgresDurableTransaction transaction;
    private final Cache<String, Map<String, Known>> byDevice =
            Caffeine.newBuilder().maximumSize(DEVICES_REMEMBERED).build();

    PostgresSeriesIds(JdbcTemplate jdbc, PostgresDurableTransaction transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
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

    /** Forgets all, to ask the database again. */
    void forget() {
        byDevice.invalidateAll();
    }

    private void resolve(Map<Name, String> missing, Map<String, Map<String, Known>> known) {
        String[] devices = missing.keySet().stream().map(Name::device).toArray(String[]::new);
        String[] metrics = missing.keySet().stream().map(Name::metric).toArray(String[]::new);
        String[] units = missing.values().toArray(String[]::new);
        List<Found> found =
                transaction.execute(() -> {
                    jdbc.update(INSERT_NEW, devices, metrics, units);
                    return jdbc.query(SELECT, (result, _) -> found(result), devices, metrics);
                });
        for (Found one : found) {
            Objects.requireNonNull(known.get(one.device())).put(one.metric(), one.series());
        }
    }

    private static Found found(ResultSet result) throws SQLException {
        return new Found(
                result.getString(1),
                result.getString(2),
                new Known(result.getInt(3), result.getString(4)));
    }

    private static String unitOf(ReadingBatch batch, int metric) {
        return metric < batch.getUnitCount() ? batch.getUnit(metric) : "";
    }
}
