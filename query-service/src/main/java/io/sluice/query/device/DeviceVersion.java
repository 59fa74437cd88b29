package io.sluice.query.device;

import com.google.protobuf.InvalidProtocolBufferException;
import io.sluice.contracts.devices.DeviceState;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A device as one record of its topic has it.
 *
 * @param version grows with each change of the device, as long as it is registered
 */
public record DeviceVersion(Device device, long version) {
    private static final int LONGEST_ID = 1_000;
    private static final Duration LONGEST_INTERVAL = Duration.ofDays(36_500);

    /**
     * Reads a record.
     *
     * @param id the key of the record
     * @throws InvalidProtocolBufferException if it is none, or holds what no table can
     */
    public static DeviceVersion parse(@Nullable String id, byte[] value)
            throws InvalidProtocolBufferException {
        DeviceState state = DeviceState.parseFrom(value);
        if (id == null || id.isEmpty() || id.length() > LONGEST_ID) {
            throw new InvalidProtocolBufferException("the key is no device id");
        }
        Stream<String> texts =
                Stream.concat(
                        Stream.of(id, state.getName(), state.getType(), state.getLocation()),
                        state.getLabelsMap().entrySet().stream()
                                .flatMap(label -> Stream.of(label.getKey(), label.getValue())));
        if (texts.anyMatch(text -> text.indexOf('\0') >= 0)) {
            throw new InvalidProtocolBufferException("a text has a character 0 in it");
        }
        return new DeviceVersion(device(id, state), state.getVersion());
    }

    private static Device device(String id, DeviceState state)
            throws InvalidProtocolBufferException {
        return new Device(
                id,
                orNull(state.getName()),
                orNull(state.getType()),
                orNull(state.getLocation()),
                Map.copyOf(state.getLabelsMap()),
                interval(state.getExpectedIntervalMillis()));
    }

    private static @Nullable Duration interval(long millis) throws InvalidProtocolBufferException {
        if (millis < 0 || millis > LONGEST_INTERVAL.toMillis()) {
            throw new InvalidProtocolBufferException(
                    "expected interval "
                            + millis
                            + " ms is not between 0 and "
                            + LONGEST_INTERVAL.toMillis()
                            + " ms");
        }
        return millis == 0 ? null : Duration.ofMillis(millis);
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
