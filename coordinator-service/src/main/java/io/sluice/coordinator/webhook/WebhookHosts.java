package io.sluice.coordinator.webhook;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The hosts that are called, so that none of them takes all the calls, and one that fails is left
 * alone for a while.
 */
final class WebhookHosts {
    /** Clients name the hosts: there must be an end to what is remembered of them. */
    private static final int MOST = 1_000;

    private final WebhookProperties properties;
    private final CircuitBreakerConfig circuit;
    private final Map<String, Host> hosts = new LinkedHashMap<>(16, 0.75f, true);

    WebhookHosts(WebhookProperties properties) {
        this.properties = properties;
        this.circuit =
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(10)
                        .minimumNumberOfCalls(5)
                        .failureRateThreshold(50)
                        .waitDurationInOpenState(properties.circuitPause())
                        .permittedNumberOfCallsInHalfOpenState(2)
                        .maxWaitDurationInHalfOpenState(
                                properties.responseTimeout().multipliedBy(3))
                        .build();
    }

    private static final class Host {
        private final CircuitBreaker breaker;
        private int running;

        Host(CircuitBreaker breaker) {
            this.breaker = breaker;
        }
    }

    /** A call that may be made, and has to be ended in one of three ways. */
    final class Turn {
        private final Host host;
        private final long began = System.nanoTime();

        private Turn(Host host) {
            this.host = host;
        }

        void hostAnswered() {
            end();
            host.breaker.onSuccess(System.nanoTime() - began, TimeUnit.NANOSECONDS);
        }

        void hostFailed(Exception failure) {
            end();
            host.breaker.onError(System.nanoTime() - began, TimeUnit.NANOSECONDS, failure);
        }

        void notCalled() {
            end();
            host.breaker.releasePermission();
        }

        private void end() {
            synchronized (WebhookHosts.this) {
                host.running--;
            }
        }
    }

    /** Empty if the host has as many calls as it may have, or is left alone. */
    synchronized Optional<Turn> turn(String name) {
        Host host = host(name);
        if (host.running >= properties.parallelPerHost() || !host.breaker.tryAcquirePermission()) {
            return Optional.empty();
        }
        host.running++;
        return Optional.of(new Turn(host));
    }

    /** How long a call that had no turn should wait. */
    synchronized Duration pause(String name) {
        return host(name).breaker.getState() == CircuitBreaker.State.OPEN
                ? properties.circuitPause()
                : properties.interval();
    }

    private Host host(String name) {
        Host host = hosts.computeIfAbsent(name, _ -> new Host(CircuitBreaker.of(name, circuit)));
        if (hosts.size() > MOST) {
            forgetOne();
        }
        return host;
    }

    /** The one that was not asked for longest, unless it is being called. */
    private void forgetOne() {
        Iterator<Host> oldestFirst = hosts.values().iterator();
        while (oldestFirst.hasNext()) {
            if (oldestFirst.next().running == 0) {
                oldestFirst.remove();
                return;
            }
        }
    }
}
