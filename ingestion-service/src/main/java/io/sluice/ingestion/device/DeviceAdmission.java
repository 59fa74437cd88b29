package io.sluice.ingestion.device;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sluice.ingestion.problem.ErrorCode;
import io.sluice.ingestion.problem.IngestionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Decides which of the devices that a message names are known, and registers those that register by
 * themselves.
 */
@Component
public final class DeviceAdmission {
    private static final Logger log = LoggerFactory.getLogger(DeviceAdmission.class);
    private static final Duration STRANGERS_REMEMBERED = Duration.ofSeconds(5);
    private static final int STRANGERS_MOST = 100_000;

    private final KnownDevices known;
    private final DeviceRegistry registry;
    private final DeviceProperties properties;
    private final Cache<String, Boolean> strangers =
            Caffeine.newBuilder()
                    .expireAfterWrite(STRANGERS_REMEMBERED)
                    .maximumSize(STRANGERS_MOST)
                    .build();

    DeviceAdmission(KnownDevices known, DeviceRegistry registry, DeviceProperties properties) {
        this.known = known;
        this.registry = registry;
        this.properties = properties;
    }

    /**
     * Those of the ids that readings are taken of.
     *
     * @throws IngestionException {@code database_unavailable} if that can't be told now
     */
    public Set<String> admit(Collection<String> ids) {
        Set<String> admitted = new HashSet<>();
        List<String> unsure = new ArrayList<>();
        for (String id : ids) {
            if (known.contains(id)) {
                admitted.add(id);
            } else if (DeviceId.isValid(id) && strangers.getIfPresent(id) == null) {
                unsure.add(id);
            }
        }
        if (!unsure.isEmpty()) {
            admitted.addAll(askRegister(unsure));
        }
        return admitted;
    }

    private Set<String> askRegister(List<String> ids) {
        try {
            Set<String> registered = registry.registered(ids);
            for (String id : ids) {
                if (!registered.contains(id) && registersItself(id)) {
                    registry.ensure(new Device(id, id, "", "", Map.of(), null, null));
                    log.info("device '{}' registered itself", id);
                    registered.add(id);
                }
            }
            for (String id : ids) {
                if (registered.contains(id)) {
                    known.add(id);
                } else {
                    strangers.put(id, true);
                }
            }
            return registered;
        } catch (DataAccessException | TransactionException e) {
            throw new IngestionException(
                    ErrorCode.DATABASE_UNAVAILABLE,
                    "the register of devices does not answer, and '"
                            + ids.getFirst()
                            + "' is not known without it",
                    e);
        }
    }

    private boolean registersItself(String id) {
        return properties
                .autoRegistered()
                .map(pattern -> pattern.matcher(id).matches())
                .orElse(false);
    }
}
