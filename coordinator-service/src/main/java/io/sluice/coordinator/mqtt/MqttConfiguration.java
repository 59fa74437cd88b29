package io.sluice.coordinator.mqtt;

import com.hivemq.client.mqtt.MqttClientSslConfig;
import java.util.Optional;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslManagerBundle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MqttProperties.class)
class MqttConfiguration {
    @Bean
    MqttPublisher mqttPublisher(MqttProperties properties, SslBundles bundles) {
        return new MqttPublisher(
                properties,
                Optional.ofNullable(properties.sslBundle())
                        .map(name -> bundles.getBundle(name).getManagers())
                        .map(MqttConfiguration::tls));
    }

    private static MqttClientSslConfig tls(SslManagerBundle managers) {
        return MqttClientSslConfig.builder()
                .keyManagerFactory(managers.getKeyManagerFactory())
                .trustManagerFactory(managers.getTrustManagerFactory())
                .build();
    }
}
