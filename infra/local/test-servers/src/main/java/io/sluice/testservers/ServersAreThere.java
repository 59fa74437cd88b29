package io.sluice.testservers;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.DockerClientFactory;

/** Leaves tests out, and says so, when containers are asked for and there is no Docker. */
public final class ServersAreThere implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return StartedServers.areContainers() && !DockerClientFactory.instance().isDockerAvailable()
                ? ConditionEvaluationResult.disabled(
                        "containers are asked for, and there is no Docker")
                : ConditionEvaluationResult.enabled("servers can be started");
    }
}
