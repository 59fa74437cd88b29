package io.sluice.coordinator.request;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of every request.
 *
 * @param largestBody the most bytes of a body; a batch of tasks is read into memory as a whole
 */
@ConfigurationProperties("sluice.requests")
record RequestProperties(@DefaultValue("16MB") DataSize largestBody) {
    RequestProperties {
        if (largestBody.toBytes() < 1) {
            throw new IllegalArgumentException("sluice.requests.largest-body is " + largestBody);
        }
    }
}
