package io.sluice.ingestion.device;

import io.sluice.ingestion.problem.ErrorCode;
import io.sluice.ingestion.problem.IngestionException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.ObjectMapper;

/**
 * Registers devices, changes and removes them. Each change is committed to the database first and
 * goes to the topic {@code devices} from there, so that none is lost between the two.
 */
@Service
public class DeviceRegistry {
    private final DeviceRepository repository;
    private final TransactionTemplate transaction;
    private final KnownDevices known;
    private final DeviceAnnouncements announcements;
    private final ObjectMapper json;

    DeviceRegistry(
            DeviceRepository repository,
            TransactionTemplate transaction,
            KnownDevices known,
            DeviceAnnouncements announcements,
            ObjectMapper json) {
        this.repository = repository;
        this.transaction = transaction;
        this.known = known;
        this.announcements = announcements;
        this.json = json;
    }

    /** How a device got into the register. */
    public enum Registration {
        CREATED,
        UPDATED
    }

    /**
     * Registers a new device.
     *
     * @throws IngestionException {@code device_exists}
     */
    public RegisteredDevice register(Device device) {
        return change(
                device.id(),
                current -> {
                    if (current.isPresent()) {
                        throw new IngestionException(
                                ErrorCode.DEVICE_EXISTS,
                                "device '" + device.id() + "' is registered already");
                    }
                    return device;
                });
    }

    /**
     * Gives a registered device another registration.
     *
     * @throws IngestionException {@code unknown_device}
     */
    public RegisteredDevice replace(Device device) {
        return change(
                device.id(),
                current -> {
                    if (current.isEmpty()) {
                        throw unknown(device.id());
                    }
                    return device;
                });
    }

    /** Registers a device, or changes it if it is registered. */
    public Registration put(Device device) {
        AtomicReference<Registration> registration = new AtomicReference<>(Registration.UPDATED);
        change(
                device.id(),
                current -> {
                    registration.set(
                            current.isPresent() ? Registration.UPDATED : Registration.CREATED);
                    return device;
                });
        return registration.get();
    }

    /** Registers the device if it is not registered, and leaves it alone if it is. */
    void ensure(Device device) {
        change(device.id(), current -> current.map(RegisteredDevice::device).orElse(device));
    }

    /**
     * Removes a device from the register. Its readings stay.
     *
     * @throws IngestionException {@code unknown_device}
     */
    public void remove(String id) {
        transaction.executeWithoutResult(_ -> {
            DeviceEntity entity = lockRegistered(id);
            entity.delete();
            repository.saveAndFlush(entity);
        });
        known.remove(id);
        announcements.wake();
    }

    /**
     * Keeps what a device said of its connection, unless it said something else later.
     *
     * @throws IngestionException {@code unknown_device}
     */
    public void noteConnection(String id, ConnectionStatus connection) {
        transaction.executeWithoutResult(_ -> {
            DeviceEntity entity = lockRegistered(id);
            entity.connection(connection);
            repository.saveAndFlush(entity);
        });
        announcements.wake();
    }

    public Optional<RegisteredDevice> find(String id) {
        return repository.findByIdAndDeletedFalse(id).map(DeviceEntity::toDevice);
    }

    /** The devices that match, in the order of their ids, beginning after {@code after}. */
    public List<RegisteredDevice> find(DeviceFilter filter, String after, int limit) {
        return repository
                .find(
                        after,
                        filter.type(),
                        filter.location(),
                        filter.name(),
                        json.writeValueAsString(filter.labels()),
                        limit)
                .stream()
                .map(DeviceEntity::toDevice)
                .toList();
    }

    /** Those of the ids that are registered. */
    Set<String> registered(Collection<String> ids) {
        return new HashSet<>(repository.findRegistered(ids));
    }

    private RegisteredDevice change(
            String id, Function<Optional<RegisteredDevice>, Device> decision) {
        RegisteredDevice changed;
        try {
            changed = transaction.execute(_ -> changeRow(id, decision));
        } catch (DuplicateKeyException e) {
            // Somebody else made the row in between; now there is one to decide about.
            changed = transaction.execute(_ -> changeRow(id, decision));
        }
        known.add(id);
        announcements.wake();
        return changed;
    }

    private RegisteredDevice changeRow(
            String id, Function<Optional<RegisteredDevice>, Device> decision) {
        Optional<DeviceEntity> row = repository.lock(id);
        Device device =
                decision.apply(
                        row.filter(entity -> !entity.isDeleted()).map(DeviceEntity::toDevice));
        DeviceEntity entity = row.orElseGet(() -> new DeviceEntity(device));
        row.ifPresent(existing -> existing.register(device));
        repository.saveAndFlush(entity);
        return entity.toDevice();
    }

    private DeviceEntity lockRegistered(String id) {
        return repository
                .lock(id)
                .filter(entity -> !entity.isDeleted())
                .orElseThrow(() -> unknown(id));
    }

    private static IngestionException unknown(String id) {
        return new IngestionException(
                ErrorCode.UNKNOWN_DEVICE, "device '" + id + "' is not registered");
    }
}
