package io.sluice.ingestion.reading;

import com.hivemq.client.mqtt.datatypes.MqttTopicFilter;
import io.sluice.ingestion.device.DeviceId;
import io.sluice.ingestion.mqtt.MqttListener;
import io.sluice.ingestion.mqtt.MqttMessage;
import io.sluice.ingestion.problem.ErrorCode;
import io.sluice.ingestion.problem.IngestionException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Readings over MQTT: {@code sensors/#}, where the payload names the device, and {@code
 * devices/{id}/telemetry}. A message is acknowledged when it is durable; what is not taken of it is
 * told on {@code devices/{id}/errors}.
 */
@Component
public final class MqttReadingListener implements MqttListener {
    private static final Logger log = LoggerFactory.getLogger(MqttReadingListener.class);
    private static final Pattern TELEMETRY = Pattern.compile("devices/([^/]*)/telemetry");
    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);

    private final ReadingIntake intake;
    private final InFlightBudget budget;
    private final MqttErrorAnswers answers;
    private final IntakeProperties properties;
    private final InstantSource clock;

    MqttReadingListener(
            ReadingIntake intake,
            InFlightBudget budget,
            MqttErrorAnswers answers,
            IntakeProperties properties,
            InstantSource clock) {
        this.intake = intake;
        this.budget = budget;
        this.answers = answers;
        this.properties = properties;
        this.clock = clock;
    }

    @Override
    public List<MqttTopicFilter> topicFilters() {
        return List.of(MqttTopicFilter.of("sensors/#"), MqttTopicFilter.of("devices/+/telemetry"));
    }

    @Override
    public void onMessage(MqttMessage mqtt) throws InterruptedException {
        int size = Math.max(1, mqtt.payload().length);
        InFlightBudget.Place place =
                budget.reserve((int) Math.min(size, properties.maxPayload().toBytes()));
        Matcher telemetry = TELEMETRY.matcher(mqtt.topic());
        boolean namesDevice = telemetry.matches() && !telemetry.group(1).isEmpty();
        Message message = message(mqtt, namesDevice ? telemetry.group(1) : null);
        settle(mqtt, message, () -> take(mqtt, message), place::release);
    }

    /**
     * Refuses a message that is not about readings: tells its device, keeps it as rejected, and
     * acknowledges it.
     */
    public void refuse(MqttMessage mqtt, String device, IngestionException reason) {
        Message message = message(mqtt, DeviceId.isValid(device) ? device : null);
        settle(mqtt, message, () -> intake.refuse(message, reason), () -> {});
    }

    private void settle(
            MqttMessage mqtt,
            Message message,
            Supplier<CompletableFuture<Outcome>> attempt,
            Runnable release) {
        var _ =
                attempt.get()
                        .handle((outcome, failure) -> {
                            IngestionException reason =
                                    failure == null ? null : IngestionException.of(failure);
                            if (reason != null && mustTryAgain(reason.code())) {
                                log.warn(
                                        "message {} of {} waits: {}",
                                        mqtt.sequence(),
                                        mqtt.sourceStream(),
                                        reason.getMessage());
                                CompletableFuture.delayedExecutor(
                                                TRY_AGAIN.toMillis(), TimeUnit.MILLISECONDS)
                                        .execute(() -> settle(mqtt, message, attempt, release));
                                return false;
                            }
                            mqtt.acknowledge();
                            release.run();
                            if (reason != null) {
                                answers.refused(mqtt, message, reason);
                            } else if (!outcome.rejections().isEmpty()) {
                                answers.rejected(mqtt, outcome);
                            }
                            return true;
                        });
    }

    /** Nobody else has it: the broker keeps it until it is acknowledged. */
    private static boolean mustTryAgain(ErrorCode code) {
        return switch (code.blame()) {
            case CLIENT, SERVER -> false;
            case CAPACITY, UPSTREAM -> true;
        };
    }

    private CompletableFuture<Outcome> take(MqttMessage mqtt, Message message) {
        Optional<String> key = mqtt.userProperty(HttpIntake.IDEMPOTENCY_KEY);
        try {
            checkSize(message);
            checkTopic(mqtt);
            return intake.take(
                    key.map(value -> message.withKey(IdempotencyKey.of(value, message.payload())))
                            .orElse(message));
        } catch (IngestionException e) {
            return intake.refuse(message, e);
        }
    }

    private void checkSize(Message message) {
        if (message.payload().length > properties.maxPayload().toBytes()) {
            throw new IngestionException(
                    ErrorCode.BODY_TOO_LARGE,
                    "the payload of "
                            + message.payload().length
                            + " bytes is larger than "
                            + properties.maxPayload().toBytes());
        }
    }

    private static void checkTopic(MqttMessage mqtt) {
        Matcher telemetry = TELEMETRY.matcher(mqtt.topic());
        if (telemetry.matches() && telemetry.group(1).isEmpty()) {
            throw new IngestionException(
                    ErrorCode.MISSING_DEVICE_ID, "topic '" + mqtt.topic() + "' names no device");
        }
    }

    private Message message(MqttMessage mqtt, @Nullable String device) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Origin origin =
                new Origin(
                        Origin.Transport.MQTT, mqtt.topic(), mqtt.sourceStream(), mqtt.sequence());
        return new Message(
                mqtt.payload(),
                mqtt.contentType().orElse(null),
                origin,
                now,
                now,
                device,
                null,
                false,
                null);
    }
}
