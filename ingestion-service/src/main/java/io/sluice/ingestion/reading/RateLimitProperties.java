package io.sluice.ingestion.reading;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How much one device may send. A message is taken whole or not at all, so the limit must be at
 * least as large as the largest message of a device.
 *
 * @param readings the most readings in one period; 0 for no limit
 * @param period how long a period is
 */
@Validated
@ConfigurationProperties("sluice.rate-limit")
record RateLimitProperties(
        @DefaultValue("0") @Min(0) int readings, @DefaultValue("1s") Duration period) {
    boolean isOff() {
        return readings == 0;
    }
}
