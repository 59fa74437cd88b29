package io.sluice.benchmarks;

import tools.jackson.databind.JsonNode;

/**
 * What is in an answer in JSON: one point, an array of points, or series with such arrays.
 *
 * @param sum of the values of the points
 */
record AnswerRows(long count, double sum) {
    static AnswerRows of(JsonNode answer) {
        if (answer.has("point")) {
            return new AnswerRows(1, value(answer.path("point")));
        }
        AnswerRows all = ofPoints(answer.path("points"));
        for (JsonNode series : answer.path("series")) {
            all = all.and(ofPoints(series.path("points")));
        }
        return all;
    }

    private static AnswerRows ofPoints(JsonNode points) {
        double sum = 0;
        for (JsonNode point : points) {
            sum += value(point);
        }
        return new AnswerRows(points.size(), sum);
    }

    private static double value(JsonNode point) {
        JsonNode value = point.has("value") ? point.path("value") : point.path("avg");
        return value.asDouble(0);
    }

    private AnswerRows and(AnswerRows other) {
        return new AnswerRows(count + other.count, sum + other.sum);
    }
}
