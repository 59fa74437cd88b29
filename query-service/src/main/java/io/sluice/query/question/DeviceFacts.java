package io.sluice.query.question;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What questions about many series need of a device.
 *
 * @param intervalMicros how often a reading of each of its series is expected, or null
 */
record DeviceFacts(Map<String, String> labels, @Nullable Long intervalMicros) {
    /** Of a device that is not registered. */
    static final DeviceFacts NONE = new DeviceFacts(Map.of(), null);
}
