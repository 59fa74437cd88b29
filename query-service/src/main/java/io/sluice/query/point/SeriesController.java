package io.sluice.query.point;

import io.sluice.query.series.Series;
import io.sluice.query.series.SeriesDirectory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Which series a device has. */
@RestController
class SeriesController {
    private final SeriesDirectory directory;
    private final PointStore store;

    SeriesController(SeriesDirectory directory, PointStore store) {
        this.directory = directory;
        this.store = store;
    }

    /** The series of a device, in the order of their metrics. */
    record SeriesResponse(String deviceId, List<Entry> series) {
        /**
         * One series.
         *
         * @param first the time of the earliest reading; null when there are none any more
         * @param last the time of the latest
         */
        record Entry(
                String metric,
                @Nullable String unit,
                @Nullable Instant first,
                @Nullable Instant last) {}
    }

    @GetMapping("/api/v1/devices/{device}/series")
    SeriesResponse ofDevice(@PathVariable String device) {
        List<Series> series = directory.ofDevice(device);
        Map<Integer, Span> spans =
                store.spans(series.stream().map(Series::id).toList()).stream()
                        .collect(Collectors.toMap(Span::series, Function.identity()));
        return new SeriesResponse(
                device, series.stream().map(one -> entry(one, spans.get(one.id()))).toList());
    }

    private static SeriesResponse.Entry entry(Series series, @Nullable Span span) {
        return span == null
                ? new SeriesResponse.Entry(series.metric(), series.unit(), null, null)
                : new SeriesResponse.Entry(
                        series.metric(),
                        series.unit(),
                        instant(span.first()),
                        instant(span.last()));
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
