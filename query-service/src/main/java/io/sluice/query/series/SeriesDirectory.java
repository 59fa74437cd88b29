package io.sluice.query.series;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sluice.query.device.DeviceDirectory;
import io.sluice.query.problem.ErrorCode;
import io.sluice.query.problem.QueryException;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Service;

/** Finds series by device and metric. */
@Service
public final class SeriesDirectory {
    private static final int MOST_REMEMBERED = 100_000;

    /** The unit of a series may change; its number does not. */
    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    private record Name(String deviceId, String metric) {}

    private final PostgresSeries table;
    private final DeviceDirectory devices;

    /** Holds series that are there only: one that is new is found at once. */
    private final Cache<Name, Series> remembered =
            Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).expireAfterWrite(REMEMBERED).build();

    SeriesDirectory(PostgresSeries table, DeviceDirectory devices) {
        this.table = table;
        this.devices = devices;
    }

    /**
     * All series of a device, in the order of their metrics.
     *
     * @throws QueryException {@code no_readings} if it has none
     */
    public List<Series> ofDevice(String deviceId) {
        List<Series> series = table.ofDevice(deviceId);
        if (series.isEmpty()) {
            throw new QueryException(ErrorCode.NO_READINGS, noReadings(deviceId));
        }
        return series;
    }

    private String noReadings(String deviceId) {
        return devices.find(deviceId).isPresent()
                ? "device '" + deviceId + "' is registered, and there are no readings of it yet"
                : "there are no readings of a device '" + deviceId + "', and it is not registered";
    }

    /**
     * The series that a selector chooses, in the order of device and metric.
     *
     * @param limit the most of them; there may be more if as many come back
     */
    public List<Series> matching(SeriesSelector selector, int limit) {
        return table.matching(selector, limit);
    }

    /**
     * One series.
     *
     * @throws QueryException {@code no_readings} or {@code unknown_series}
     */
    public Series of(String deviceId, String metric) {
        Name name = new Name(deviceId, metric);
        Series known = remembered.getIfPresent(name);
        if (known != null) {
            return known;
        }
        Series found = find(deviceId, metric);
        remembered.put(name, found);
        return found;
    }

    private Series find(String deviceId, String metric) {
        List<Series> series = ofDevice(deviceId);
        return series.stream()
                .filter(one -> one.metric().equals(metric))
                .findFirst()
                .orElseThrow(() ->
                        new QueryException(
                                ErrorCode.UNKNOWN_SERIES,
                                "device '"
                                        + deviceId
                                        + "' has no metric '"
                                        + metric
                                        + "'; it has "
                                        + series.stream().map(Series::metric).toList()));
    }
}
