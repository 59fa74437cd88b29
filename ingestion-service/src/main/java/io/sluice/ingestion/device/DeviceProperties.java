package io.sluice.ingestion.device;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of the register of devices.
 *
 * @param autoRegister devices whose whole id matches this are registered when they are first heard
 *     of; none when it is missing
 */
@ConfigurationProperties("sluice.devices")
record DeviceProperties(@Nullable Pattern autoRegister) {
    Optional<Pattern> autoRegistered() {
        return Optional.ofNullable(autoRegister).filter(pattern -> !pattern.pattern().isEmpty());
    }
}
