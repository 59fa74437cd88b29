package io.sluice.ingestion.mqtt;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.datatypes.MqttTopicFilter;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5RetainHandling;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscribe;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscription;
import com.hivemq.client.mqtt.mqtt5.message.unsubscribe.Mqtt5Unsubscribe;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Keeps one session at the broker, gives each message that comes to those who listen, and publishes
 * answers. Messages are given one after the other by one thread; who listens may hold it up.
 */
public final class MqttConnection implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(MqttConnection.class);
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);
    private static final Duration FAREWELL = Duration.ofSeconds(2);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);

    private final MqttProperties properties;
    private final MqttClientFactory clients;
    private final PostgresMqttSessions sessions;
    private final List<MqttListener> listeners;
    private final MqttSubscriptions wanted;
    private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile Mqtt5AsyncClient client;
    private volatile ExecutorService delivery = deliveryThread();
    private final AtomicReference<Stream> stream =
            new AtomicReference<>(new Stream("", new AtomicLong()));
    private volatile boolean running;
    private volatile boolean subscribed;

    /** The messages of one connection, numbered. */
    private record Stream(String name, AtomicLong next) {}

    MqttConnection(
            MqttProperties properties,
            MqttClientFactory clients,
            PostgresMqttSessions sessions,
            List<MqttListener> listeners) {
        this.properties = properties;
        this.clients = clients;
        this.sessions = sessions;
        this.listeners = listeners;
        this.wanted =
                new MqttSubscriptions(
                        properties.host() + ":" + properties.port(),
                        listeners.stream()
                                .flatMap(listener -> listener.topicFilters().stream())
                                .map(filter -> "$share/" + properties.shareGroup() + "/" + filter)
                                .toList());
        this.client = clients.create(this::onConnected);
    }

    private static ExecutorService deliveryThread() {
        return Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("mqtt-delivery").daemon().factory());
    }

    @Override
    public void start() {
        running = true;
        client = clients.create(this::onConnected);
        delivery = deliveryThread();
        Optional<MqttSubscriptions> noted = sessions.take(properties.clientId());
        // Before the connection: the broker delivers what waited for this session as soon as it
        // stands.
        client.publishes(MqttGlobalPublishFilter.ALL, this::deliver, delivery, true);
        var _ =
                client.connectWith()
                        .cleanStart(false)
                        .sessionExpiryInterval(properties.sessionExpiry().toSeconds())
                        .keepAlive((int) KEEP_ALIVE.toSeconds())
                        .restrictions()
                        .receiveMaximum(properties.receiveMaximum())
                        .applyRestrictions()
                        .send()
                        .thenCompose(acknowledgement ->
                                subscribe(acknowledgement.isSessionPresent(), noted))
                        .thenRunAsync(this::noteAsSubscribed, threads)
                        .exceptionally(failure -> {
                            if (running) {
                                log.error("not noted as subscribed at the MQTT broker", failure);
                            }
                            return null;
                        });
    }

    @Override
    public void stop() {
        running = false;
        subscribed = false;
        delivery.shutdownNow();
        try {
            client.disconnect().get(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            log.debug("disconnected without a farewell", e);
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** True when messages come: there is a connection, and it is subscribed. */
    boolean isListening() {
        return subscribed && client.getState().isConnected();
    }

    /**
     * Publishes an answer with QoS 1, now or when there is a connection again.
     *
     * @param correlationData what the message that is answered gave to be found in its answer, or
     *     null
     */
    void publish(String topic, String json, @Nullable ByteBuffer correlationData) {
        var _ =
                client.publishWith()
                        .topic(topic)
                        .qos(MqttQos.AT_LEAST_ONCE)
                        .contentType("application/json")
                        .correlationData(correlationData)
                        .payload(json.getBytes(StandardCharsets.UTF_8))
                        .send()
                        .whenComplete((_, failure) -> {
                            if (failure != null) {
                                log.warn(
                                        "answer to topic {} not published: {}",
                                        topic,
                                        failure.toString());
                            }
                        });
    }

    private void noteAsSubscribed() {
        try {
            sessions.note(properties.clientId(), wanted);
        } finally {
            subscribed = true;
        }
    }

    private CompletableFuture<Void> subscribe(
            boolean isResumed, Optional<MqttSubscriptions> noted) {
        boolean isSubscribed = isResumed && noted.equals(Optional.of(wanted));
        log.info(
                "connected to the MQTT broker at {}, session {}; {} {}",
                wanted.broker(),
                isResumed ? "resumed" : "new",
                isSubscribed ? "subscribed before to" : "subscribing to",
                wanted.topicFilters());
        if (isSubscribed) {
            return CompletableFuture.completedFuture(null);
        }
        List<String> unwanted =
                isResumed ? noted.map(old -> old.without(wanted)).orElse(List.of()) : List.of();
        return unwanted.isEmpty()
                ? subscribe()
                : client.unsubscribe(
                                Mqtt5Unsubscribe.builder()
                                        .addTopicFilters(
                                                unwanted.stream().map(MqttTopicFilter::of).toList())
                                        .build())
                        .thenCompose(_ -> subscribe());
    }

    private CompletableFuture<Void> subscribe() {
        List<Mqtt5Subscription> subscriptions =
                wanted.topicFilters().stream().map(MqttConnection::subscription).toList();
        return client.subscribe(Mqtt5Subscribe.builder().addSubscriptions(subscriptions).build())
                .thenAccept(_ -> {})
                .exceptionallyCompose(failure -> {
                    if (!running) {
                        return CompletableFuture.failedFuture(failure);
                    }
                    log.warn("not subscribed at the MQTT broker yet: {}", failure.toString());
                    Executor later =
                            CompletableFuture.delayedExecutor(
                                    TRY_AGAIN.toMillis(), TimeUnit.MILLISECONDS, threads);
                    return CompletableFuture.runAsync(() -> {}, later)
                            .thenCompose(_ -> subscribe());
                });
    }

    private static Mqtt5Subscription subscription(String topicFilter) {
        return Mqtt5Subscription.builder()
                .topicFilter(topicFilter)
                .qos(MqttQos.EXACTLY_ONCE)
                .retainHandling(Mqtt5RetainHandling.DO_NOT_SEND)
                .build();
    }

    private void onConnected() {
        String connection = UUID.randomUUID().toString().substring(0, 8);
        stream.set(
                new Stream("mqtt:" + properties.clientId() + ":" + connection, new AtomicLong()));
    }

    private void deliver(Mqtt5Publish publish) {
        Stream current = stream.get();
        MqttMessage message =
                new MqttMessage(publish, this, current.name(), current.next().getAndIncrement());
        for (MqttListener listener : listeners) {
            if (listener.topicFilters().stream()
                    .anyMatch(filter -> filter.matches(publish.getTopic()))) {
                deliver(message, listener);
                return;
            }
        }
        log.warn("nobody listens to topic {}", publish.getTopic());
        publish.acknowledge();
    }

    private static void deliver(MqttMessage message, MqttListener listener) {
        try {
            listener.onMessage(message);
        } catch (InterruptedException e) {
            // The service stops; the broker delivers the message again.
            Thread.currentThread().interrupt();
        }
    }
}
