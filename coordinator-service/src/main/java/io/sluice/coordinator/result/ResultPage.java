package io.sluice.coordinator.result;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some finished tasks.
 *
 * @param nextCursor where those that follow begin; none if these are all
 */
record ResultPage(List<FinishedTask> results, @Nullable String nextCursor) {}
