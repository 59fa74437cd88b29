package io.sluice.coordinator.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.coordinator.task.QueueSignal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PollsTest {
    private final Polls polls = new Polls(new QueueSignal(), new SimpleMeterRegistry());
    private final Poll poll = new Poll(new WorkDemand("polls-1", null, 1), Duration.ofSeconds(30));

    /** Its thread may take its time to leave: the next round must not lease anything for it. */
    @Test
    void pollThatWasGivenSomethingWaitsNoLonger() throws InterruptedException {
        Thread node = Thread.startVirtualThread(() -> polls.await(poll));
        await().until(() -> polls.waiting().contains(poll));

        poll.give(List.of());

        assertThat(polls.waiting()).isEmpty();
        node.join();
    }
}
