package io.sluice.ingestion.reading;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Holds each device to its share of readings. */
@Component
final class DeviceRateLimits {
    private static final Duration FORGET_AFTER = Duration.ofMinutes(10);

    private final RateLimitProperties properties;
    private final LoadingCache<String, RateLimiter> limiters;

    DeviceRateLimits(RateLimitProperties properties) {
        this.properties = properties;
        RateLimiterConfig config =
                RateLimiterConfig.custom()
                        .limitForPeriod(Math.max(1, properties.readings()))
                        .limitRefreshPeriod(properties.period())
                        .timeoutDuration(Duration.ZERO)
                        .build();
        this.limiters =
                Caffeine.newBuilder()
                        .expireAfterAccess(FORGET_AFTER.plus(properties.period()))
                        .build(device -> RateLimiter.of(device, config));
    }

    /**
     * Takes so many readings from the share of each device, and names those who had not that much
     * left.
     */
    Set<String> overLimit(Map<String, Integer> readings) {
        if (properties.isOff()) {
            return Set.of();
        }
        Set<String> over = new HashSet<>();
        readings.forEach((device, count) -> {
            if (count > properties.readings() || !limiters.get(device).acquirePermission(count)) {
                over.add(device);
            }
        });
        return over;
    }

    String limit() {
        return properties.readings() + " readings in " + properties.period();
    }
}
