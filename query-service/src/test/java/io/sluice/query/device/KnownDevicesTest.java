package io.sluice.query.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class KnownDevicesTest {
    private final KnownDevices known = new KnownDevices(2);

    @Test
    void nothingIsCertainBeforeTheTopicIsRead() {
        known.put(state("a", 1, "old"));

        assertThat(known.of("a").certain()).isFalse();
        assertThat(known.of("b").certain()).isFalse();

        known.caughtUp();

        assertThat(known.of("a").device()).map(Device::name).hasValue("old");
        assertThat(known.of("b").certain()).isTrue();
        assertThat(known.of("b").device()).isEmpty();
    }

    @Test
    void readingAgainForgetsWhatWasKnown() {
        known.put(state("a", 1, "old"));
        known.caughtUp();

        known.begin();

        assertThat(known.of("a").certain()).isFalse();
        known.caughtUp();
        assertThat(known.of("a").device()).isEmpty();
    }

    @Test
    void olderVersionChangesNothingUnlessTheDeviceWasRemoved() {
        known.caughtUp();
        known.put(state("a", 3, "third"));
        known.put(state("a", 2, "second"));
        assertThat(known.of("a").device()).map(Device::name).hasValue("third");

        known.remove("a");
        known.put(state("a", 1, "again"));
        assertThat(known.of("a").device()).map(Device::name).hasValue("again");
    }

    @Test
    void deviceWithoutRoomIsNotCalledUnregistered() {
        known.put(state("a", 1, "a"));
        known.put(state("b", 1, "b"));
        known.caughtUp();
        assertThat(known.of("c").certain()).isTrue();

        known.put(state("c", 1, "c"));
        known.put(state("b", 2, "new"));

        assertThat(known.size()).isEqualTo(2);
        assertThat(known.of("c").certain()).isFalse();
        assertThat(known.of("b").device()).map(Device::name).hasValue("new");
        assertThat(known.of("b").certain()).isTrue();
    }

    private static DeviceVersion state(String id, long version, String name) {
        return new DeviceVersion(new Device(id, name, null, null, Map.of(), null), version);
    }
}
