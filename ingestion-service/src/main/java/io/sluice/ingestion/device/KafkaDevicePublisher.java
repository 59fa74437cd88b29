package io.sluice.ingestion.device;

import io.sluice.contracts.devices.DeviceState;
import io.sluice.contracts.devices.DevicesTopic;
import io.sluice.ingestion.problem.ErrorCode;
import io.sluice.ingestion.problem.IngestionException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/** Puts devices on the topic {@code devices}, a tombstone for each that is removed. */
@Component
final class KafkaDevicePublisher implements DevicePublisher {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final KafkaTemplate<String, byte[]> kafka;

    KafkaDevicePublisher(KafkaTemplate<String, byte[]> kafka) {
        this.kafka = kafka;
    }

    @Override
    public void publish(List<RegisteredDevice> changed, List<String> removed) {
        List<CompletableFuture<?>> sent = new ArrayList<>();
        try {
            changed.forEach(device ->
                    sent.add(send(device.device().id(), toMessage(device).toByteArray())));
            removed.forEach(id -> sent.add(send(id, null)));
            CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new))
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException
                | TimeoutException
                | org.springframework.kafka.KafkaException e) {
            throw new IngestionException(
                    ErrorCode.KAFKA_UNAVAILABLE,
                    "topic "
                            + DevicesTopic.TOPIC.name()
                            + " did not take "
                            + sent.size()
                            + " devices",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IngestionException(ErrorCode.KAFKA_UNAVAILABLE, "interrupted", e);
        }
    }

    private CompletableFuture<?> send(String id, byte @Nullable [] value) {
        return kafka.send(DevicesTopic.TOPIC.name(), id, value);
    }

    private static DeviceState toMessage(RegisteredDevice registered) {
        Device device = registered.device();
        DeviceState.Builder state =
                DeviceState.newBuilder()
                        .setId(device.id())
                        .setName(device.name())
                        .setType(device.type())
                        .setLocation(device.location())
                        .putAllLabels(device.labels())
                        .setVersion(registered.version());
        device.interval()
                .ifPresent(interval -> state.setExpectedIntervalMillis(interval.toMillis()));
        if (device.installedDate() != null) {
            state.setInstalledDate(device.installedDate().toString());
        }
        registered
                .connection()
                .ifPresent(connection ->
                        state.setConnection(
                                DeviceState.Connection.newBuilder()
                                        .setStatus(connection.status())
                                        .setAt(
                                                ChronoUnit.MICROS.between(
                                                        Instant.EPOCH, connection.at()))));
        return state.build();
    }
}
