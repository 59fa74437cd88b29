package io.sluice.query.client;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes connections of the web server ones that can be watched. */
@Configuration(proxyBeanMethods = false)
class ClientConnectionConfiguration {
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> watchedConnections() {
        return factory -> {
            factory.setProtocol(WatchedHttpProtocol.class.getName());
            factory.addContextValves(new ClientConnectionValve());
        };
    }
}
