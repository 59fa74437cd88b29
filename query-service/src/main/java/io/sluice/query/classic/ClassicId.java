package io.sluice.query.classic;

import java.util.regex.Pattern;

/** The lab's ids are numbers, and its clients expect them as such. */
final class ClassicId {
    private static final Pattern INTEGER = Pattern.compile("0|[1-9]\\d{0,14}");

    private ClassicId() {}

    static Object shown(String device) {
        return INTEGER.matcher(device).matches() ? (Object) Long.valueOf(device) : device;
    }
}
