package io.sluice.coordinator.node;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is expected of nodes.
 *
 * @param heartbeatInterval how often a node is asked to say that it lives
 * @param suspectAfter silence from which a node is suspect
 * @param offlineAfter silence from which a node is offline
 * @param forgottenAfter silence from which a node is removed
 */
@ConfigurationProperties("sluice.nodes")
public record NodeProperties(
        @DefaultValue("5s") Duration heartbeatInterval,
        @DefaultValue("10s") Duration suspectAfter,
        @DefaultValue("30s") Duration offlineAfter,
        @DefaultValue("7d") Duration forgottenAfter) {
    public NodeProperties {
        if (!heartbeatInterval.isPositive()
                || suspectAfter.compareTo(heartbeatInterval) <= 0
                || offlineAfter.compareTo(suspectAfter) <= 0
                || forgottenAfter.compareTo(offlineAfter) <= 0) {
            throw new IllegalArgumentException(
                    "sluice.nodes: heartbeat-interval "
                            + heartbeatInterval
                            + " < suspect-after "
                            + suspectAfter
                            + " < offline-after "
                            + offlineAfter
                            + " < forgotten-after "
                            + forgottenAfter
                            + " does not hold");
        }
    }
}
