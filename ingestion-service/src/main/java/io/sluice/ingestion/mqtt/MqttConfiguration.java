package io.sluice.ingestion.mqtt;

import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslManagerBundle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MqttProperties.class)
class MqttConfiguration {
    @Bean
    MqttClientFactory mqttClientFactory(MqttProperties properties, SslBundles bundles) {
        Optional<MqttClientFactory.Tls> tls =
                Optional.ofNullable(properties.sslBundle())
                        .map(name -> bundles.getBundle(name).getManagers())
                        .map(MqttConfiguration::tls);
        return new MqttClientFactory(properties, tls);
    }

    @Bean
    @ConditionalOnProperty(name = "sluice.mqtt.enabled", matchIfMissing = true)
    MqttConnection mqttConnection(
            MqttProperties properties,
            MqttClientFactory clients,
            PostgresMqttSessions sessions,
            List<MqttListener> listeners) {
        return new MqttConnection(properties, clients, sessions, listeners);
    }

    @Bean
    HealthIndicator mqttHealthIndicator(ObjectProvider<MqttConnection> connection) {
        return () ->
                connection.stream().allMatch(MqttConnection::isListening)
                        ? Health.up().build()
                        : Health.down()
                                .withDetail("broker", "not connected and subscribed")
                                .build();
    }

    private static MqttClientFactory.Tls tls(SslManagerBundle managers) {
        return new MqttClientFactory.Tls(
                managers.getKeyManagerFactory(), managers.getTrustManagerFactory());
    }
}
