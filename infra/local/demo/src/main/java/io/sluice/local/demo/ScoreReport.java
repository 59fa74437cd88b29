package io.sluice.local.demo;

import java.io.PrintStream;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Shows what the nodes found, and who did how much. */
final class ScoreReport {
    private static final int SHOWN = 4;
    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

    private final PrintStream out;

    ScoreReport(PrintStream out) {
        this.out = out;
    }

    void print(List<Score> scores, double seconds, JsonNode cluster) {
        out.printf(
                Locale.ROOT,
                "%n%d windows of 24 hours of TEMP, scored with model %s at the edge in %.1f s:%n",
                scores.size(),
                AnomalyModel.NAME,
                seconds);
        nodes(scores);
        highest(scores);
        cluster(cluster);
    }

    private void nodes(List<Score> scores) {
        out.printf("%n%-24s %8s %8s %8s%n", "node", "tasks", "HIGH", "LOW");
        for (String node : EdgeNodes.IDS) {
            out.printf(
                    "%-24s %8d %8d %8d%n",
                    node,
                    scores.stream().filter(score -> score.node().equals(node)).count(),
                    count(scores, node, ScoringTask.Urgency.HIGH),
                    count(scores, node, ScoringTask.Urgency.LOW));
        }
    }

    private static long count(List<Score> scores, String node, ScoringTask.Urgency urgency) {
        return scores.stream()
                .filter(score -> score.node().equals(node) && score.task().urgency() == urgency)
                .count();
    }

    private void highest(List<Score> scores) {
        out.printf("%n%-24s %8s  %-18s %8s%n", "highest scores", "", "hour in Beijing", "TEMP");
        scores.stream()
                .sorted(Comparator.comparingDouble(Score::value).reversed())
                .limit(SHOWN)
                .forEach(this::row);
    }

    private void row(Score score) {
        TemperatureWindow window = score.task().window();
        out.printf(
                Locale.ROOT,
                "%-24s %8.1f  %-18s %8.1f%s%n",
                window.device(),
                score.value(),
                HOUR.format(window.end().atOffset(ZoneOffset.ofHours(8))),
                window.last(),
                window.isRaised()
                        ? String.format(
                                Locale.ROOT, "  <- made wrong by %.0f °C", window.raisedBy())
                        : "");
    }

    private void cluster(JsonNode cluster) {
        JsonNode nodes = cluster.path("nodes");
        out.printf(
                "%nCluster: %d of %d nodes alive, %d tasks completed, %d failed, %d waiting.%n",
                nodes.path("alive").asInt(),
                nodes.path("total").asInt(),
                cluster.path("tasks_completed").asLong(),
                cluster.path("tasks_failed").asLong(),
                cluster.path("waiting").asLong());
    }
}
