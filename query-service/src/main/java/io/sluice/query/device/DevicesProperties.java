package io.sluice.query.device;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The devices that are known without asking the database.
 *
 * @param inMemory the most devices that an instance keeps in memory, 0 to 10 million; for others it
 *     asks the table
 */
@ConfigurationProperties("sluice.devices")
record DevicesProperties(@DefaultValue("100000") int inMemory) {
    private static final int MOST = 10_000_000;

    DevicesProperties {
        if (inMemory < 0 || inMemory > MOST) {
            throw new IllegalArgumentException(
                    "sluice.devices.in-memory " + inMemory + " is not between 0 and " + MOST);
        }
    }
}
