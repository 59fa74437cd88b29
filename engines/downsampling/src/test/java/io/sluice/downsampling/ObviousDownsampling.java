package io.sluice.downsampling;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The definitions, on lists of all points. */
final class ObviousDownsampling {
    private ObviousDownsampling() {}

    static List<TimedValue> lttb(List<TimedValue> series, int threshold) {
        if (series.size() <= threshold) {
            return series;
        }
        double every = (double) (series.size() - 2) / (threshold - 2);
        List<List<TimedValue>> buckets = new ArrayList<>();
        for (int i = 0; i < threshold - 2; i++) {
            buckets.add(series.subList(bound(i, every), bound(i + 1, every)));
        }
        buckets.add(series.subList(bound(threshold - 2, every), series.size()));
        List<TimedValue> kept = new ArrayList<>();
        kept.add(series.getFirst());
        for (int i = 0; i < threshold - 2; i++) {
            kept.add(largest(buckets.get(i), kept.getLast(), buckets.get(i + 1)));
        }
        kept.add(series.getLast());
        return kept;
    }

    private static int bound(int bucket, double every) {
        return (int) Math.floor(bucket * every) + 1;
    }

    private static TimedValue largest(
            List<TimedValue> bucket, TimedValue before, List<TimedValue> next) {
        double meanTime = 0;
        double meanValue = 0;
        for (TimedValue point : next) {
            meanTime += (double) point.time();
            meanValue += point.value();
        }
        meanTime /= next.size();
        meanValue /= next.size();
        TimedValue largest = bucket.getFirst();
        double largestArea = -1;
        for (TimedValue point : bucket) {
            double area =
                    Math.abs(
                                    ((double) before.time() - meanTime)
                                                    * (point.value() - before.value())
                                            - ((double) before.time() - (double) point.time())
                                                    * (meanValue - before.value()))
                            * 0.5;
            if (area > largestArea) {
                largestArea = area;
                largest = point;
            }
        }
        return largest;
    }

    static SortedMap<Integer, List<TimedValue>> columns(List<TimedValue> series, Columns range) {
        SortedMap<Integer, List<TimedValue>> columns = new TreeMap<>();
        series.forEach(point ->
                columns.computeIfAbsent(range.of(point.time()), _ -> new ArrayList<>()).add(point));
        return columns;
    }

    static List<TimedValue> m4(List<TimedValue> series, Columns range) {
        List<TimedValue> kept = new ArrayList<>();
        columns(series, range)
                .values()
                .forEach(column -> {
                    SortedSet<Integer> places = extremes(column);
                    places.add(0);
                    places.add(column.size() - 1);
                    places.forEach(place -> kept.add(column.get(place)));
                });
        return kept;
    }

    static List<TimedValue> minMax(List<TimedValue> series, Columns range) {
        List<TimedValue> kept = new ArrayList<>();
        columns(series, range)
                .values()
                .forEach(column -> extremes(column).forEach(place -> kept.add(column.get(place))));
        return kept;
    }

    private static SortedSet<Integer> extremes(List<TimedValue> column) {
        List<Double> values = column.stream().map(TimedValue::value).toList();
        Comparator<Double> order = (a, b) -> a < b ? -1 : a > b ? 1 : 0;
        SortedSet<Integer> places = new TreeSet<>();
        places.add(values.indexOf(values.stream().min(order).orElseThrow()));
        places.add(values.indexOf(values.stream().max(order).orElseThrow()));
        return places;
    }
}
