package io.sluice.coordinator.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.coordinator.CoordinatorApplication;
import io.sluice.coordinator.FinishedTasks;
import io.sluice.coordinator.OwnDatabase;
import io.sluice.testservers.ServersAreThere;
import io.sluice.testservers.TestServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.Lock;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.dao.DataAccessException;
import org.springframework.integration.jdbc.lock.DefaultLockRepository;
import org.springframework.integration.jdbc.lock.JdbcLockRegistry;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** What breaks on the way of results costs time, and neither loses nor doubles. */
@ExtendWith(ServersAreThere.class)
class OutboxFaultTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** The contexts of other tests relay what is in theirs. */
    private static final OwnDatabase DATABASE = OwnDatabase.create("outbox_faults");

    @Test
    void resultsWaitWhileKafkaIsAwayAndAreThereOnceAfterwards() {
        TestServers.Faults faults = TestServers.get().faults();
        try (ConfigurableApplicationContext service = start("1s")) {
            List<UUID> all = new ArrayList<>(add(service, 700));
            faults.killKafka();
            all.addAll(add(service, 700));
            HealthIndicator health =
                    service.getBean("outboxHealthIndicator", HealthIndicator.class);
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(health.health())
                                    .extracting("status")
                                    .isEqualTo(Status.DOWN));
            faults.startKafka();
            awaitEachOnce(all);
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(health.health()).extracting("status").isEqualTo(Status.UP));

            all.addAll(add(service, 700));
            faults.pauseKafka();
            all.addAll(add(service, 700));
            await().atMost(PATIENCE).until(() -> !relays(service));
            faults.resumeKafka();
            awaitEachOnce(all);
        }
    }

    @Test
    void databaseThatDiesInTheMiddleLosesAndDoublesNothing() {
        TestServers.Faults faults = TestServers.get().faults();
        try (ConfigurableApplicationContext service = start("1m")) {
            List<UUID> all = new ArrayList<>();
            for (int round = 0; round < 3; round++) {
                await().atMost(PATIENCE)
                        .ignoreExceptionsInstanceOf(DataAccessException.class)
                        .until(() -> all.addAll(add(service, 2_000)));
                faults.killPostgres();
                faults.startPostgres();
            }
            awaitEachOnce(all);
        }
    }

    @Test
    void replicasThatComeAndGoDoubleNothing() {
        try (ConfigurableApplicationContext first = start("1m")) {
            List<UUID> all = new ArrayList<>(add(first, 600));
            try (ConfigurableApplicationContext second = start("1m")) {
                all.addAll(add(second, 600));
                OutboxRelayThread thread = first.getBean(OutboxRelayThread.class);
                thread.stop();
                all.addAll(add(first, 600));
                await().atMost(PATIENCE).until(() -> relays(second));
                thread.start();
                all.addAll(add(second, 600));
            }
            all.addAll(add(first, 600));
            awaitEachOnce(all);
        }
    }

    /** One that was killed does not give its lock back. */
    @Test
    void lockOfAReplicaThatDiedIsTakenOver() {
        try (ConfigurableApplicationContext service = start("1m")) {
            OutboxRelayThread thread = service.getBean(OutboxRelayThread.class);
            thread.stop();
            DefaultLockRepository locks =
                    new DefaultLockRepository(service.getBean(DataSource.class));
            locks.setRegion("coordinator");
            locks.setTransactionManager(service.getBean(PlatformTransactionManager.class));
            locks.afterPropertiesSet();
            locks.afterSingletonsInstantiated();
            Lock dead =
                    new JdbcLockRegistry(locks, Duration.ofSeconds(4))
                            .obtain(OutboxRelayThread.LOCK);
            assertThat(dead.tryLock()).isTrue();
            List<UUID> all = add(service, 10);
            thread.start();

            await().during(Duration.ofSeconds(2)).until(() -> !relays(service));
            awaitEachOnce(all);
        }
    }

    private static boolean relays(ConfigurableApplicationContext service) {
        return service.getBean(OutboxRelayThread.class).isRelaying();
    }

    private static void awaitEachOnce(List<UUID> tasks) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .ignoreExceptions()
                .untilAsserted(() ->
                        assertThat(ResultTopic.counts(tasks))
                                .hasSize(tasks.size())
                                .allSatisfy((_, count) -> assertThat(count).isEqualTo(1)));
    }

    private static List<UUID> add(ConfigurableApplicationContext service, int count) {
        List<UUID> added =
                new FinishedTasks(service.getBean(JdbcClient.class))
                        .add(FinishedTasks.Task.of("of-a"), count);
        service.getBean(ResultSignal.class).wake();
        return added;
    }

    private static ConfigurableApplicationContext start(String patience) {
        return new SpringApplicationBuilder(CoordinatorApplication.class)
                .run(
                        DATABASE.arguments(
                                        "--server.port=0",
                                        "--sluice.outbox.patience=" + patience,
                                        "--sluice.locks.time-to-live=3s")
                                .toArray(String[]::new));
    }
}
