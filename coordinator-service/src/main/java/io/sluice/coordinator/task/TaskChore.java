package io.sluice.coordinator.task;

import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.coordinator.housekeeping.Chore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Forgets tasks that were finished long ago, and classes that nothing is of. */
@Component
class TaskChore implements Chore {
    private static final Logger log = LoggerFactory.getLogger(TaskChore.class);
    private static final int MOST = 10_000;

    private final PostgresTasks tasks;
    private final PostgresTaskClasses classes;
    private final QueueProperties properties;
    private final MeterRegistry meters;

    TaskChore(
            PostgresTasks tasks,
            PostgresTaskClasses classes,
            QueueProperties properties,
            MeterRegistry meters) {
        this.tasks = tasks;
        this.classes = classes;
        this.properties = properties;
        this.meters = meters;
    }

    @Override
    public void run() {
        int forgotten = tasks.forget(properties.finishedKept().toMillis() / 1000.0, MOST);
        if (forgotten > 0) {
            meters.counter("sluice.tasks.forgotten").increment(forgotten);
            log.info(
                    "{} tasks forgotten that were finished {} ago",
                    forgotten,
                    properties.finishedKept());
        }
        int removed = classes.removeUnused();
        if (removed > 0) {
            log.info("{} classes removed that nothing is of", removed);
        }
    }
}
