package io.sluice.coordinator.result;

import com.google.protobuf.ByteString;
import io.sluice.contracts.inferenceresults.InferenceResult;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finished tasks as messages of the topic, there and back. */
final class ResultMessages {
    private ResultMessages() {}

    /** By which the message is put into a partition. */
    static String key(FinishedTask task) {
        return task.deviceId() == null ? task.taskId().toString() : task.deviceId();
    }

    static InferenceResult message(FinishedTask task) {
        return InferenceResult.newBuilder()
                .setTaskId(task.taskId().toString())
                .setDeviceId(orEmpty(task.deviceId()))
                .setModel(task.model())
                .setVersion(orEmpty(task.version()))
                .setOutcome(task.state().inTopic())
                .setOutput(ByteString.copyFromUtf8(orEmpty(task.output())))
                .setError(orEmpty(task.error()))
                .setNodeId(orEmpty(task.node()))
                .setAttempts(task.attempts())
                .setPriority(task.priority())
                .setSubmittedAt(ChronoUnit.MICROS.between(Instant.EPOCH, task.submittedAt()))
                .setFinishedAt(ChronoUnit.MICROS.between(Instant.EPOCH, task.finishedAt()))
                .build();
    }

    static FinishedTask task(InferenceResult message) {
        return new FinishedTask(
                UUID.fromString(message.getTaskId()),
                orNone(message.getDeviceId()),
                message.getModel(),
                orNone(message.getVersion()),
                Outcome.valueOf(message.getOutcome().name()),
                orNone(message.getOutput().toStringUtf8()),
                orNone(message.getError()),
                orNone(message.getNodeId()),
                message.getAttempts(),
                message.getPriority(),
                Instant.EPOCH.plus(message.getSubmittedAt(), ChronoUnit.MICROS),
                Instant.EPOCH.plus(message.getFinishedAt(), ChronoUnit.MICROS));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static @Nullable String orNone(String text) {
        return text.isEmpty() ? null : text;
    }
}
