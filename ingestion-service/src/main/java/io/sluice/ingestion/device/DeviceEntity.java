package io.sluice.ingestion.device;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A row of table {@code device}. */
@Entity
@Table(name = "device")
class DeviceEntity {
    @Id private String id;

    private String name;
    private String type;
    private String location;

    @JdbcTypeCode(SqlTypes.JSON)
    private Map<String, String> labels;

    private @Nullable Long expectedIntervalMillis;
    private @Nullable LocalDate installedDate;
    private @Nullable String status;
    private @Nullable Instant statusAt;
    private boolean deleted;
    private long version;

    @Column(insertable = false, updatable = false)
    private long publishedVersion;

    /** For Hibernate, which sets the fields next. */
    @SuppressWarnings("NullAway.Init")
    protected DeviceEntity() {}

    DeviceEntity(Device device) {
        id = device.id();
        name = device.name();
        type = device.type();
        location = device.location();
        labels = device.labels();
        register(device);
    }

    /** Takes over a registration, also of a device that had been deleted. */
    void register(Device device) {
        if (deleted) {
            status = null;
            statusAt = null;
        }
        deleted = false;
        name = device.name();
        type = device.type();
        location = device.location();
        labels = device.labels();
        expectedIntervalMillis = device.interval().map(Duration::toMillis).orElse(null);
        installedDate = device.installedDate();
        version++;
    }

    void connection(ConnectionStatus connection) {
        if (statusAt != null && statusAt.isAfter(connection.at())) {
            return;
        }
        status = connection.status();
        statusAt = connection.at();
        version++;
    }

    void delete() {
        deleted = true;
        version++;
    }

    String id() {
        return id;
    }

    boolean isDeleted() {
        return deleted;
    }

    RegisteredDevice toDevice() {
        Duration interval =
                expectedIntervalMillis == null ? null : Duration.ofMillis(expectedIntervalMillis);
        ConnectionStatus connection =
                status == null || statusAt == null ? null : new ConnectionStatus(status, statusAt);
        return new RegisteredDevice(
                new Device(id, name, type, location, labels, interval, installedDate),
                connection,
                version);
    }
}
