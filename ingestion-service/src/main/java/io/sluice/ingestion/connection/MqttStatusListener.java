package io.sluice.ingestion.connection;

import com.hivemq.client.mqtt.datatypes.MqttTopicFilter;
import io.sluice.ingestion.device.ConnectionStatus;
import io.sluice.ingestion.device.DeviceRegistry;
import io.sluice.ingestion.mqtt.MqttListener;
import io.sluice.ingestion.mqtt.MqttMessage;
import io.sluice.ingestion.problem.IngestionException;
import io.sluice.ingestion.reading.MqttReadingListener;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Keeps what is said on {@code devices/{id}/status} as part of the device, from where it goes to
 * the topic {@code devices}. Works aside of the readings: a database that is away does not hold
 * them up.
 */
@Component
public final class MqttStatusListener implements MqttListener {
    private static final Logger log = LoggerFactory.getLogger(MqttStatusListener.class);
    private static final Pattern TOPIC = Pattern.compile("devices/([^/]*)/status");
    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);

    private final DeviceRegistry registry;
    private final StatusReader reader;
    private final MqttReadingListener rejections;
    private final InstantSource clock;
    private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();

    MqttStatusListener(
            DeviceRegistry registry,
            StatusReader reader,
            MqttReadingListener rejections,
            InstantSource clock) {
        this.registry = registry;
        this.reader = reader;
        this.rejections = rejections;
        this.clock = clock;
    }

    /** True for topics on which devices say how they are, and no readings. */
    public static boolean isStatusTopic(String topic) {
        return TOPIC.matcher(topic).matches();
    }

    @Override
    public List<MqttTopicFilter> topicFilters() {
        return List.of(MqttTopicFilter.of("devices/+/status"));
    }

    @Override
    public void onMessage(MqttMessage message) {
        Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        threads.execute(() -> note(message, at));
    }

    private void note(MqttMessage message, Instant at) {
        Matcher topic = TOPIC.matcher(message.topic());
        String device = topic.matches() ? topic.group(1) : "";
        try {
            registry.noteConnection(
                    device, new ConnectionStatus(reader.read(message.payload()), at));
            message.acknowledge();
        } catch (IngestionException e) {
            rejections.refuse(message, device, e);
        } catch (DataAccessException | TransactionException e) {
            log.warn("status of device '{}' waits for the database: {}", device, e.toString());
            CompletableFuture.delayedExecutor(TRY_AGAIN.toMillis(), TimeUnit.MILLISECONDS, threads)
                    .execute(() -> note(message, at));
        }
    }
}
