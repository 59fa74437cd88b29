package io.sluice.worker;

import java.time.Duration;
import java.util.List;

/** Says again and again that this node lives, what it holds, and how busy it is. */
final class Heartbeat {
    private final CoordinatorClient coordinator;
    private final ModelCache cache;
    private final ModelSupply supply;
    private final LeaseIntake intake;
    private final List<String> models;
    private final Signal now;
    private Duration interval;

    /**
     * @param now is given when it shall not wait for its time
     */
    Heartbeat(
            CoordinatorClient coordinator,
            ModelCache cache,
            ModelSupply supply,
            LeaseIntake intake,
            WorkerSettings settings,
            Signal now) {
        this.coordinator = coordinator;
        this.cache = cache;
        this.supply = supply;
        this.intake = intake;
        this.now = now;
        models = settings.models();
        interval = settings.times().heartbeat();
        now.give();
    }

    void round() throws InterruptedException {
        now.await(interval);
        try {
            NodeOrders orders =
                    coordinator.heartbeat(Load.now(intake.running()), cache.versions(models));
            if (orders.heartbeatInterval() != null) {
                interval = orders.heartbeatInterval();
            }
            supply.assign(orders.assignments());
        } catch (CoordinatorUnreachable | CoordinatorRefusal e) {
            now.give();
            throw e;
        }
    }
}
