package io.sluice.coordinator.task;

import io.sluice.coordinator.problem.CoordinatorException;
import io.sluice.coordinator.problem.ErrorCode;
import io.sluice.coordinator.webhook.WebhookStates;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Tasks over HTTP. */
@RestController
@RequestMapping("/api/v1/tasks")
class TaskController {
    private final TaskIntake intake;
    private final TaskDesk desk;
    private final WebhookStates webhooks;

    TaskController(TaskIntake intake, TaskDesk desk, WebhookStates webhooks) {
        this.intake = intake;
        this.desk = desk;
        this.webhooks = webhooks;
    }

    /**
     * A page of tasks.
     *
     * @param next the cursor of the page after this one, if there can be one
     */
    record TasksResponse(List<TaskResponse> tasks, @Nullable UUID next) {}

    @PostMapping
    ResponseEntity<TaskResponse> submit(
            @RequestBody TaskRequest request,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        return switch (intake.submit(request.under(key))) {
            case Submission.Queued(Task task) ->
                    ResponseEntity.created(URI.create("/api/v1/tasks/" + task.id()))
                            .body(TaskResponse.of(task));
            case Submission.Known(UUID id) -> ResponseEntity.ok(TaskResponse.of(desk.get(id)));
            case Submission.Refused(CoordinatorException reason) -> throw reason;
        };
    }

    @PostMapping("/batch")
    ResponseEntity<?> submitBatch(@RequestBody TaskBatchRequest request) {
        List<TaskRequest> tasks = Objects.requireNonNullElse(request.tasks(), List.of());
        return TaskBatchResponse.of(intake.submit(tasks));
    }

    @GetMapping("/{id}")
    TaskResponse get(@PathVariable UUID id) {
        return TaskResponse.of(desk.get(id), webhooks.of(id));
    }

    @DeleteMapping("/{id}")
    TaskResponse cancel(@PathVariable UUID id) {
        return TaskResponse.of(desk.cancel(id));
    }

    @GetMapping
    TasksResponse list(
            @RequestParam @Nullable String state,
            @RequestParam @Nullable String model,
            @RequestParam @Nullable String node,
            @RequestParam @Nullable UUID cursor,
            @RequestParam(defaultValue = "" + TaskFilter.USUAL) int limit) {
        if (limit < 1 || limit > TaskFilter.MOST) {
            throw invalid("limit " + limit + " is not 1 to " + TaskFilter.MOST);
        }
        List<TaskResponse> page =
                desk.list(new TaskFilter(state(state), model, node, cursor, limit)).stream()
                        .map(TaskResponse::of)
                        .toList();
        return new TasksResponse(page, page.size() < limit ? null : page.getLast().id());
    }

    private static @Nullable TaskState state(@Nullable String text) {
        if (text == null) {
            return null;
        }
        Optional<TaskState> found =
                Stream.of(TaskState.values()).filter(state -> state.text().equals(text)).findAny();
        return found.orElseThrow(() -> invalid("there is no state '" + text + "'"));
    }

    private static CoordinatorException invalid(String message) {
        return new CoordinatorException(ErrorCode.INVALID_PARAMETER, message);
    }
}
