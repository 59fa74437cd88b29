package io.sluice.ingestion.device;

/** What a device may be called: the same in payloads, in paths and in MQTT topics. */
public final class DeviceId {
    public static final String RULE =
            "1 to 128 letters, digits and any of . _ : @ - (with no two colons in a row)";

    private static final int LONGEST = 128;
    private static final String MARKS = "._:@-";

    private DeviceId() {}

    public static boolean isValid(String id) {
        return !id.isEmpty()
                && id.length() <= LONGEST
                && !id.contains("::")
                && id.codePoints()
                        .allMatch(c -> Character.isLetterOrDigit(c) || MARKS.indexOf(c) >= 0);
    }
}
