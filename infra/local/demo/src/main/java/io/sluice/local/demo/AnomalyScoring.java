package io.sluice.local.demo;

import static io.sluice.local.demo.ScoringTask.Urgency.HIGH;
import static io.sluice.local.demo.ScoringTask.Urgency.LOW;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Has two nodes score temperatures that were stored: uploads the model, starts the nodes, submits a
 * task for each window, and waits for the results.
 */
final class AnomalyScoring {
    private static final int WINDOWS_OF_A_STATION = 12;
    private static final int URGENT_OF_A_STATION = 3;
    private static final int HOURS_BETWEEN = 60;
    private static final double RAISED_BY = 15;
    private static final String WINTER =
            "from=2017-01-01T00:00:00%2B08:00&to=2017-03-01T00:00:00%2B08:00";

    private final PlatformApi api;
    private final PrintStream out;

    AnomalyScoring(PlatformApi api, PrintStream out) {
        this.api = api;
        this.out = out;
    }

    void run(List<Station> stations) {
        AnomalyModel.upload(api);
        try (EdgeNodes nodes = EdgeNodes.start(api, Path.of(Demo.variable("SLUICE_HOME")))) {
            List<ScoringTask> tasks = tasks(stations);
            nodes.awaitModel();
            long start = System.nanoTime();
            List<Score> scores = scores(tasks, submit(tasks));
            double seconds = (System.nanoTime() - start) / 1e9;
            new ScoreReport(out).print(scores, seconds, api.get("/api/v1/cluster"));
        }
    }

    /** The newest windows of each station are urgent, and so is the one that is wrong. */
    private List<ScoringTask> tasks(List<Station> stations) {
        List<ScoringTask> tasks = new ArrayList<>();
        for (Station station : stations) {
            List<TemperatureWindow> windows = windows(station);
            for (int i = 0; i < windows.size(); i++) {
                tasks.add(new ScoringTask(windows.get(i), i < URGENT_OF_A_STATION ? HIGH : LOW));
            }
        }
        TemperatureWindow wrong = tasks.get(tasks.size() / 2).window().raised(RAISED_BY);
        tasks.add(new ScoringTask(wrong, HIGH));
        return tasks;
    }

    private List<TemperatureWindow> windows(Station station) {
        List<TemperatureWindow.Hour> series =
                api
                        .get(
                                "/api/v1/devices/"
                                        + station.deviceId()
                                        + "/series/TEMP/points?resolution=raw&limit=2000&"
                                        + WINTER)
                        .path("points")
                        .values()
                        .stream()
                        .map(point ->
                                new TemperatureWindow.Hour(
                                        Instant.parse(point.path("time").asString()),
                                        point.path("value").asDouble()))
                        .toList();
        return TemperatureWindow.of(
                station.deviceId(), series, HOURS_BETWEEN, WINDOWS_OF_A_STATION);
    }

    /** The ids of the tasks, in their order. */
    private List<String> submit(List<ScoringTask> tasks) {
        JsonNode answer =
                api.post(
                        "/api/v1/tasks/batch",
                        Map.of("tasks", tasks.stream().map(ScoringTask::request).toList()));
        if (answer.path("accepted").asInt() != tasks.size()) {
            throw new IllegalStateException("not all tasks were taken: " + answer);
        }
        return answer.path("tasks").values().stream()
                .map(task -> task.path("id").asString())
                .toList();
    }

    private List<Score> scores(List<ScoringTask> tasks, List<String> ids) {
        List<Score> scores = new ArrayList<>();
        for (int i = 0; i < tasks.size(); i++) {
            scores.add(Score.of(tasks.get(i), finished(ids.get(i))));
        }
        return scores;
    }

    private JsonNode finished(String id) {
        String path = "/api/v1/tasks/" + id;
        Patience.await(
                () -> api.get(path).has("finished_at"), () -> "task " + id + " is not finished");
        return api.get(path);
    }
}
