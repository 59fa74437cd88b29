package io.sluice.coordinator.webhook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The calls that are to be made. What is said of a claim that has run out meanwhile is ignored. */
interface WebhookQueue {
    /** Those that have been due longest, claimed for a time. */
    List<WebhookDelivery> claim(int most, Duration time);

    /** It has arrived; that counts whatever became of the claim. */
    void delivered(WebhookDelivery delivery);

    /** It was tried in vain, and is due again after a pause. */
    void tryAgain(WebhookDelivery delivery, Duration pause, String error);

    /**
     * It is not tried again.
     *
     * @param attempts how often it was tried in all
     */
    void giveUp(WebhookDelivery delivery, int attempts, String error);

    /** It was not tried, and is due again after a pause. */
    void postpone(WebhookDelivery delivery, Duration pause);

    Optional<WebhookState> state(UUID taskId);
}
