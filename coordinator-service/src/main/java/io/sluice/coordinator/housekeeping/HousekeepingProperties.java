package io.sluice.coordinator.housekeeping;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What one replica at a time does.
 *
 * @param every how often
 */
@ConfigurationProperties("sluice.housekeeping")
public record HousekeepingProperties(@DefaultValue("5s") Duration every) {
    public HousekeepingProperties {
        if (!every.isPositive()) {
            throw new IllegalArgumentException("sluice.housekeeping.every is " + every);
        }
    }
}
