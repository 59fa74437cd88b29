package io.sluice.benchmarks;

import static java.util.Comparator.comparingDouble;
import static java.util.Comparator.comparingLong;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The downsampling that one would write first: on lists of points. */
final class PointList {
    private record Point(long time, double value) {}

    private final List<Point> points = new ArrayList<>();

    void add(long time, double value) {
        points.add(new Point(time, value));
    }

    Object m4(int width) {
        return columns(width).stream()
                .flatMap(column ->
                        Stream.of(
                                        column.getFirst(),
                                        Collections.min(column, comparingDouble(Point::value)),
                                        Collections.max(column, comparingDouble(Point::value)),
                                        column.getLast())
                                .distinct()
                                .sorted(comparingLong(Point::time)))
                .toList();
    }

    Object minMax(int width) {
        return columns(width).stream()
                .flatMap(column ->
                        Stream.of(
                                        Collections.min(column, comparingDouble(Point::value)),
                                        Collections.max(column, comparingDouble(Point::value)))
                                .distinct()
                                .sorted(comparingLong(Point::time)))
                .toList();
    }

    Object mean(int width) {
        return columns(width).stream()
                .map(column -> column.stream().collect(Collectors.averagingDouble(Point::value)))
                .toList();
    }

    private List<List<Point>> columns(int width) {
        long from = points.getFirst().time();
        long span = points.getLast().time() + 1 - from;
        return List.copyOf(
                points.stream()
                        .collect(
                                Collectors.groupingBy(
                                        point -> (point.time() - from) * width / span,
                                        TreeMap::new,
                                        Collectors.toList()))
                        .values());
    }

    Object lttb(int threshold) {
        double every = (double) (points.size() - 2) / (threshold - 2);
        List<Point> kept = new ArrayList<>();
        kept.add(points.getFirst());
        for (int i = 0; i < threshold - 2; i++) {
            kept.add(largest(kept.getLast(), bucket(i, every), bucket(i + 1, every)));
        }
        kept.add(points.getLast());
        return kept;
    }

    private List<Point> bucket(int number, double every) {
        int from = (int) Math.floor(number * every) + 1;
        int to = (int) Math.floor((number + 1) * every) + 1;
        return List.copyOf(points.subList(from, Math.min(to, points.size())));
    }

    private static Point largest(Point before, List<Point> bucket, List<Point> next) {
        double time = next.stream().collect(Collectors.averagingDouble(Point::time));
        double value = next.stream().collect(Collectors.averagingDouble(Point::value));
        return Collections.max(bucket, comparingDouble(point -> area(before, point, time, value)));
    }

    private static double area(Point before, Point point, double time, double value) {
        return Math.abs(
                        (before.time() - time) * (point.value() - before.value())
                                - (before.time() - point.time()) * (value - before.value()))
                * 0.5;
    }
}
