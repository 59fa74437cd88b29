package io.sluice.coordinator.task;

import io.sluice.coordinator.problem.CoordinatorException;
import io.sluice.coordinator.problem.ErrorCode;
import io.sluice.coordinator.webhook.WebhookTargets;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Turns what was sent into a task, or says why it is none. */
@Component
class TaskScreening {
    private static final Set<String> WEB = Set.of("http", "https");
    private static final Duration LONGEST_DEADLINE = Duration.ofDays(366);

    private final ObjectMapper json;
    private final KnownModels models;
    private final WebhookTargets webhooks;
    private final TaskIds ids;
    private final QueueProperties properties;

    TaskScreening(
            ObjectMapper json,
            KnownModels models,
            WebhookTargets webhooks,
            TaskIds ids,
            QueueProperties properties) {
        this.json = json;
        this.models = models;
        this.webhooks = webhooks;
        this.ids = ids;
        this.properties = properties;
    }

    /**
     * The task.
     *
     * @throws CoordinatorException if it can't be one
     */
    NewTask screen(TaskRequest request) {
        String model = required("model", request.model());
        String version = optional("version", request.version());
        Map<String, String> labels = labels(request.labels());
        Priority priority =
                request.priority() == null ? Priority.MEDIUM : Priority.of(request.priority());
        byte[] payload = payload(request.payload());
        String reference = webAddress("payload_reference", request.payloadReference());
        if ((payload == null) == (reference == null)) {
            throw wrong("give either payload or payload_reference");
        }
        models.require(model, version);
        return new NewTask(
                ids.next(),
                new TaskClass(model, version == null ? "" : version, labels),
                priority,
                optional("device_id", request.deviceId()),
                payload,
                reference,
                deadline(request.deadline()),
                attempts(request.maxAttempts()),
                webhook(request.webhook()),
                idempotency(request));
    }

    private byte @Nullable [] payload(@Nullable JsonNode payload) {
        if (payload == null || payload.isNull() || payload.isMissingNode()) {
            return null;
        }
        byte[] bytes = json.writeValueAsBytes(payload);
        if (bytes.length > properties.largestPayload().toBytes()) {
            throw new CoordinatorException(
                    ErrorCode.PAYLOAD_TOO_LARGE,
                    "payload has "
                            + bytes.length
                            + " bytes, and no more than "
                            + properties.largestPayload().toBytes()
                            + " may be inline: give a payload_reference");
        }
        return bytes;
    }

    private static Map<String, String> labels(@Nullable Map<String, String> labels) {
        Map<String, String> given = Objects.requireNonNullElse(labels, Map.of());
        if (given.size() > TaskLimits.MOST_LABELS) {
            throw wrong(given.size() + " labels are more than " + TaskLimits.MOST_LABELS);
        }
        given.forEach((name, value) -> {
            required("the name of a label", name);
            required("label " + name, value);
        });
        return given;
    }

    private static int attempts(@Nullable Integer attempts) {
        int number = Objects.requireNonNullElse(attempts, TaskLimits.USUAL_ATTEMPTS);
        if (number < 1 || number > TaskLimits.MOST_ATTEMPTS) {
            throw wrong("max_attempts " + number + " is not 1 to " + TaskLimits.MOST_ATTEMPTS);
        }
        return number;
    }

    private static NewTask.@Nullable Deadline deadline(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            if (!text.startsWith("P")) {
                return new NewTask.Deadline.At(OffsetDateTime.parse(text).toInstant());
            }
            Duration duration = Duration.parse(text);
            if (duration.compareTo(LONGEST_DEADLINE) > 0) {
                throw invalidDeadline(text, "is more than " + LONGEST_DEADLINE.toDays() + " days");
            }
            if (!duration.isPositive()) {
                throw new CoordinatorException(
                        ErrorCode.DEADLINE_PASSED, "deadline " + text + " is not in the future");
            }
            return new NewTask.Deadline.After(duration);
        } catch (DateTimeException e) {
            throw invalidDeadline(
                    text, "is no time such as 2026-01-01T00:00:00Z, and no duration such as PT30S");
        }
    }

    private static CoordinatorException invalidDeadline(String text, String why) {
        return new CoordinatorException(
                ErrorCode.INVALID_DEADLINE, "deadline '" + text + "' " + why);
    }

    private static @Nullable String webAddress(String what, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            URI address = new URI(text);
            if (text.length() <= TaskLimits.LONGEST_ADDRESS
                    && address.getHost() != null
                    && address.getScheme() != null
                    && WEB.contains(address.getScheme().toLowerCase(Locale.ROOT))) {
                return text;
            }
        } catch (URISyntaxException _) {
            // Said below.
        }
        throw wrong(what + " is not an http or https address");
    }

    private @Nullable String webhook(@Nullable String text) {
        String address = webAddress("webhook", text);
        if (address != null) {
            webhooks.refusal(URI.create(address))
                    .ifPresent(reason -> {
                        throw wrong(reason);
                    });
        }
        return address;
    }

    private NewTask.@Nullable Idempotency idempotency(TaskRequest request) {
        String key = optional("idempotency_key", request.idempotencyKey());
        return key == null ? null : new NewTask.Idempotency(key, digest(request));
    }

    private byte[] digest(TaskRequest request) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(json.writeValueAsString(request).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String required(String what, @Nullable String text) {
        if (text == null) {
            throw wrong(what + " is missing");
        }
        return Objects.requireNonNull(optional(what, text));
    }

    private static @Nullable String optional(String what, @Nullable String text) {
        if (text != null && (text.isBlank() || text.length() > TaskLimits.LONGEST_TEXT)) {
            throw wrong(what + " is not 1 to " + TaskLimits.LONGEST_TEXT + " characters long");
        }
        return text;
    }

    private static CoordinatorException wrong(String message) {
        return new CoordinatorException(ErrorCode.INVALID_TASK, message);
    }
}
