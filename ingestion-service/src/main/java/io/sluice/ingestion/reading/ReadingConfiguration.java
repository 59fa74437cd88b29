package io.sluice.ingestion.reading;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({IntakeProperties.class, RateLimitProperties.class})
class ReadingConfiguration {
    @Bean
    InFlightBudget inFlightBudget(IntakeProperties properties, MeterRegistry meters) {
        InFlightBudget budget = new InFlightBudget((int) properties.inFlight().toBytes());
        meters.gauge("sluice.intake.in.flight.bytes", budget, InFlightBudget::inFlight);
        return budget;
    }

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }
}
