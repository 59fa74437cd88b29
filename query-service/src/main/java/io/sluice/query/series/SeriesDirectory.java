package io.sluice.query.series;

import io.sluice.query.problem.ErrorCode;
import io.sluice.query.problem.QueryException;
import java.util.List;
import org.springframework.stereotype.Service;

/** Finds series by device and metric. */
@Service
public final class SeriesDirectory {
    private final PostgresSeries table;

    SeriesDirectory(PostgresSeries table) {
        this.table = table;
    }

    /**
     * All series of a device, in the order of their metrics.
     *
     * @throws QueryException {@code no_readings} if it has none
     */
    public List<Series> ofDevice(String deviceId) {
        List<Series> series = table.ofDevice(deviceId);
        if (series.isEmpty()) {
            throw new QueryException(
                    ErrorCode.NO_READINGS, "there are no readings of a device '" + deviceId + "'");
        }
        return series;
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
