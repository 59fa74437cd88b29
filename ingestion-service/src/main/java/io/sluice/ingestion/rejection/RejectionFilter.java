package io.sluice.ingestion.rejection;

import org.jspecify.annotations.Nullable;

/** Which rejections are meant; null means any. */
record RejectionFilter(@Nullable String code, @Nullable String device) {
    boolean matches(String itsCode, String itsDevice) {
        return (code == null || code.equals(itsCode))
                && (device == null || device.equals(itsDevice));
    }
}
