package io.sluice.coordinator.lease;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.sluice.coordinator.mqtt.MqttPublisher;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.ObjectMapper;

/**
 * Sends leases to topic {@code nodes/{id}/tasks}. One that fails is tried again, with pauses that
 * double and vary; when most fail, nothing is sent for a while, and nothing is leased for it.
 */
@Component
class MqttTaskPush implements TaskPush {
    private static final int ATTEMPTS = 3;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration PAUSE_OF_THE_BREAKER = Duration.ofSeconds(10);

    private final MqttPublisher publisher;
    private final ObjectMapper json;
    private final LeaseProperties properties;
    private final CircuitBreaker breaker =
            CircuitBreaker.of(
                    "mqtt-push",
                    CircuitBreakerConfig.custom()
                            .slidingWindowSize(20)
                            .minimumNumberOfCalls(5)
                            .failureRateThreshold(50)
                            .waitDurationInOpenState(PAUSE_OF_THE_BREAKER)
                            .automaticTransitionFromOpenToHalfOpenEnabled(true)
                            .build());
    private final Retry retry =
            Retry.of(
                    "mqtt-push",
                    RetryConfig.custom()
                            .maxAttempts(ATTEMPTS)
                            .intervalFunction(
                                    IntervalFunction.ofExponentialRandomBackoff(FIRST_PAUSE))
                            .build());

    MqttTaskPush(MqttPublisher publisher, ObjectMapper json, LeaseProperties properties) {
        this.publisher = publisher;
        this.json = json;
        this.properties = properties;
    }

    @Override
    public boolean isReady() {
        return publisher.isConnected() && breaker.getState() != CircuitBreaker.State.OPEN;
    }

    @Override
    public void push(String node, List<Lease> leases) {
        String message =
                json.writeValueAsString(LeaseResponse.LeasesResponse.of(leases, properties));
        Runnable send =
                CircuitBreaker.decorateRunnable(
                        breaker, () -> publisher.publish("nodes/" + node + "/tasks", message));
        try {
            Retry.decorateRunnable(retry, send).run();
        } catch (RuntimeException e) {
            throw new PushFailure("push to node " + node + " failed: " + e.getMessage(), e);
        }
    }
}
