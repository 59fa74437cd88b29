package io.sluice.coordinator.task;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Many tasks, as they are sent. */
record TaskBatchRequest(@Nullable List<TaskRequest> tasks) {}
