package io.sluice.coordinator;

import io.sluice.testservers.ServersAreThere;
import io.sluice.testservers.TestServers;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfiguration;

/**
 * A test against the whole service with real servers, which are started once for all tests of this
 * module.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ServersAreThere.class)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = CoordinatorServiceTest.UseServers.class)
public @interface CoordinatorServiceTest {
    /** Points the service to the servers. */
    final class UseServers
            implements ApplicationContextInitializer<ConfigurableApplicationContext> {
        @Override
        public void initialize(ConfigurableApplicationContext context) {
            TestServers servers = TestServers.get();
            TestPropertyValues.of(
                            "spring.datasource.url=" + servers.jdbcUrl(),
                            "spring.datasource.password=" + servers.password(),
                            "sluice.mqtt.port=" + servers.mqttPort(),
                            "spring.kafka.bootstrap-servers=" + servers.bootstrapServers())
                    .applyTo(context);
        }
    }
}
