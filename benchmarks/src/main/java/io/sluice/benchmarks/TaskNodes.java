package io.sluice.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Simulated nodes that all run one model. */
final class TaskNodes implements AutoCloseable {
    private final List<TaskNode> nodes = new ArrayList<>();

    TaskNodes(TaskApi api, TaskBooks books, TaskLoad load, String model, Duration service)
            throws IOException, InterruptedException {
        for (int i = 0; i < load.nodes(); i++) {
            String id = model + "-" + i;
            api.register(id, load.capacity(), model);
            nodes.add(new TaskNode(api, books, id, load.capacity(), service));
        }
    }

    @Override
    public void close() {
        nodes.forEach(TaskNode::close);
    }
}
