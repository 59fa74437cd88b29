package io.sluice.query.live;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is to be changed in a session; what is not given stays. */
record LiveChangeRequest(
        @Nullable Integer width, @Nullable String window, @Nullable List<String> series) {}
