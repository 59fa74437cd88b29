package io.sluice.coordinator.webhook;

import io.github.resilience4j.core.IntervalFunction;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.coordinator.result.PostgresFinishedTasks;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.ObjectMapper;

/** Makes one claimed call, and says what comes next. */
final class WebhookCall {
    private static final Logger log = LoggerFactory.getLogger(WebhookCall.class);
    private static final double FACTOR = 3;
    private static final double CHANCE = 0.5;

    private final WebhookQueue queue;
    private final PostgresFinishedTasks tasks;
    private final WebhookClient client;
    private final WebhookProperties properties;
    private final ObjectMapper mapper;
    private final MeterRegistry meters;
    private final IntervalFunction backoff;

    WebhookCall(
            WebhookQueue queue,
            PostgresFinishedTasks tasks,
            WebhookClient client,
            WebhookProperties properties,
            ObjectMapper mapper,
            MeterRegistry meters) {
        this.queue = queue;
        this.tasks = tasks;
        this.client = client;
        this.properties = properties;
        this.mapper = mapper;
        this.meters = meters;
        this.backoff =
                IntervalFunction.ofExponentialRandomBackoff(
                        properties.backoff(), FACTOR, CHANCE, properties.longestBackoff());
    }

    void make(WebhookDelivery delivery, URI target, WebhookHosts.Turn turn) {
        Optional<byte[]> json;
        try {
            json = tasks.find(delivery.taskId()).map(mapper::writeValueAsBytes);
        } catch (RuntimeException e) {
            turn.notCalled();
            throw e;
        }
        if (json.isEmpty()) {
            turn.notCalled();
            return;
        }
        try {
            int attempt = delivery.attempt();
            int status = client.post(target, delivery.taskId(), attempt, json.get());
            answered(delivery, status, turn);
        } catch (IOException e) {
            turn.hostFailed(e);
            failed(delivery, String.valueOf(e.getMessage()));
        } catch (InterruptedException _) {
            // The service stops. The claim runs out, and the call is made again.
            turn.notCalled();
            Thread.currentThread().interrupt();
        }
    }

    private void answered(WebhookDelivery delivery, int status, WebhookHosts.Turn turn) {
        if (status >= 500 || status == 429) {
            turn.hostFailed(new IOException("answered " + status));
        } else {
            turn.hostAnswered();
        }
        if (status >= 200 && status < 300) {
            queue.delivered(delivery);
            count("delivered");
        } else {
            failed(delivery, "answered " + status);
        }
    }

    private void failed(WebhookDelivery delivery, String error) {
        if (delivery.attempt() >= properties.attempts()) {
            giveUp(delivery, delivery.attempt(), error);
            return;
        }
        Duration pause = Duration.ofMillis(backoff.apply(delivery.attempt()));
        log.debug(
                "webhook of task {} (at {}), attempt {}: {}; next one in {}",
                delivery.taskId(),
                delivery.host(),
                delivery.attempt(),
                error,
                pause);
        queue.tryAgain(delivery, pause, error);
        count("failed");
    }

    /**
     * @param attempts how often it was tried in all
     */
    void giveUp(WebhookDelivery delivery, int attempts, String error) {
        log.warn(
                "webhook of task {} (at {}) is given up after {} of {} attempts, {} after its end:"
                        + " {}",
                delivery.taskId(),
                delivery.host(),
                attempts,
                properties.attempts(),
                delivery.age(),
                error);
        queue.giveUp(delivery, attempts, error);
        count("given_up");
    }

    /** It was not its turn. */
    void postpone(WebhookDelivery delivery, Duration pause) {
        double factor = 1 + CHANCE * Math.random();
        queue.postpone(delivery, Duration.ofMillis((long) (pause.toMillis() * factor)));
        count("postponed");
    }

    private void count(String outcome) {
        meters.counter("sluice.webhooks", "outcome", outcome).increment();
    }
}
