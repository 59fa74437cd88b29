package io.sluice.coordinator.webhook;

import io.sluice.coordinator.background.BackgroundThread;
import io.sluice.coordinator.result.ResultSignal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Claims calls that are due, and has them made, each in a thread of its own. Every replica does so;
 * the claims of one that dies run out.
 */
final class WebhookDeliveries implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(WebhookDeliveries.class);
    private static final Duration STOPPING = Duration.ofSeconds(3);
    private static final int MOST_AT_ONCE = 100;

    private final WebhookQueue queue;
    private final WebhookTargets targets;
    private final WebhookHosts hosts;
    private final WebhookCall call;
    private final WebhookProperties properties;
    private final ResultSignal.Listener signal;
    private final Semaphore free;
    private final BackgroundThread thread =
            new BackgroundThread("webhooks", STOPPING.multipliedBy(2), this::run);

    WebhookDeliveries(
            WebhookQueue queue,
            WebhookTargets targets,
            WebhookHosts hosts,
            WebhookCall call,
            WebhookProperties properties,
            ResultSignal.Listener signal) {
        this.queue = queue;
        this.targets = targets;
        this.hosts = hosts;
        this.call = call;
        this.properties = properties;
        this.signal = signal;
        this.free = new Semaphore(properties.parallel());
    }

    @Override
    public void start() {
        if (properties.enabled()) {
            thread.start();
        }
    }

    @Override
    public void stop() {
        thread.stop(signal::wake);
    }

    @Override
    public boolean isRunning() {
        return thread.isRunning();
    }

    private void run() throws InterruptedException {
        ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
        try {
            while (thread.isRunning()) {
                if (!round(calls)) {
                    signal.await(properties.interval());
                }
            }
            calls.shutdown();
            if (!calls.awaitTermination(STOPPING.toNanos(), TimeUnit.NANOSECONDS)) {
                log.info("calls are broken off, and made again when their claims have run out");
            }
        } finally {
            calls.shutdownNow();
        }
    }

    /** Whether there may be more to do at once. */
    private boolean round(ExecutorService calls) throws InterruptedException {
        if (!free.tryAcquire(properties.interval().toNanos(), TimeUnit.NANOSECONDS)) {
            return true;
        }
        free.release();
        try {
            int most = Math.min(free.availablePermits(), MOST_AT_ONCE);
            List<WebhookDelivery> due = queue.claim(most, properties.claim());
            due.forEach(delivery -> dispatch(delivery, calls));
            return due.size() == most;
        } catch (RuntimeException e) {
            log.warn("no webhooks are called for now; trying again", e);
            return false;
        }
    }

    private void dispatch(WebhookDelivery delivery, ExecutorService calls) {
        Optional<URI> target = target(delivery);
        if (target.isEmpty()) {
            return;
        }
        if (delivery.age().compareTo(properties.patience()) > 0) {
            call.giveUp(
                    delivery,
                    delivery.attempts(),
                    "it is due for longer than " + properties.patience());
            return;
        }
        String host = String.valueOf(target.get().getAuthority()).toLowerCase(Locale.ROOT);
        Optional<WebhookHosts.Turn> turn = hosts.turn(host);
        if (turn.isEmpty()) {
            call.postpone(delivery, hosts.pause(host));
            return;
        }
        free.acquireUninterruptibly();
        calls.execute(() -> make(delivery, target.get(), turn.get()));
    }

    private Optional<URI> target(WebhookDelivery delivery) {
        String refusal;
        try {
            URI uri = URI.create(delivery.target());
            Optional<String> refused = targets.refusal(uri);
            if (refused.isEmpty()) {
                return Optional.of(uri);
            }
            refusal = refused.get();
        } catch (IllegalArgumentException _) {
            refusal = "the webhook is not an address";
        }
        call.giveUp(delivery, delivery.attempts(), refusal);
        return Optional.empty();
    }

    private void make(WebhookDelivery delivery, URI target, WebhookHosts.Turn turn) {
        try {
            call.make(delivery, target, turn);
        } catch (RuntimeException e) {
            log.warn(
                    "webhook of task {}: what became of it can't be stored; it is made again when"
                            + " its claim has run out",
                    delivery.taskId(),
                    e);
        } finally {
            free.release();
        }
    }
}
