package io.sluice.coordinator.webhook;

import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What became of calls. */
@Component
public final class WebhookStates {
    private final WebhookQueue queue;

    WebhookStates(WebhookQueue queue) {
        this.queue = queue;
    }

    /** Empty as long as the task is not finished, or when nobody wants to be called. */
    public Optional<WebhookState> of(UUID taskId) {
        return queue.state(taskId);
    }
}
