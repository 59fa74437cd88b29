package io.sluice.query;

import io.sluice.local.servers.LocalServers;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Path;
import java.util.List;
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
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = QueryTest.UseServers.class)
public @interface QueryTest {
    /** The servers. */
    final class Servers {
        private static final LocalServers SERVERS =
                LocalServers.start(Path.of("target"), List.of("query"));

        private Servers() {}

        public static LocalServers get() {
            return SERVERS;
        }
    }

    /** Points the service to the servers. */
    final class UseServers
            implements ApplicationContextInitializer<ConfigurableApplicationContext> {
        @Override
        public void initialize(ConfigurableApplicationContext context) {
            LocalServers servers = Servers.get();
            TestPropertyValues.of(
                            "spring.datasource.url=" + servers.postgres().jdbcUrl(),
                            "spring.datasource.password=" + servers.postgres().password(),
                            "spring.kafka.bootstrap-servers=" + servers.kafka().bootstrapServers())
                    .applyTo(context);
        }
    }
}
