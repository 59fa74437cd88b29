package io.sluice.coordinator.lease;

import io.sluice.coordinator.problem.CoordinatorException;
import io.sluice.coordinator.problem.ErrorCode;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Reads what nodes send about their leases. */
@Component
class ReportReader {
    static final int MOST = 1_000;

    private static final int LONGEST_ERROR = 4_000;

    private final ObjectMapper json;
    private final LeaseProperties properties;

    ReportReader(ObjectMapper json, LeaseProperties properties) {
        this.json = json;
        this.properties = properties;
    }

    List<NodeReport> renewals(LeaseListRequest request) {
        return read(
                request.leases(),
                lease ->
                        new NodeReport.Renewal(
                                required("task_id", lease.taskId()),
                                required("token", lease.token())));
    }

    List<NodeReport> returns(LeaseListRequest request) {
        String reason = cut(Objects.requireNonNullElse(request.reason(), "given back"));
        return read(
                request.leases(),
                lease ->
                        new NodeReport.Return(
                                required("task_id", lease.taskId()),
                                required("token", lease.token()),
                                reason));
    }

    List<NodeReport> results(ResultListRequest request) {
        return read(request.results(), this::result);
    }

    private NodeReport result(ResultListRequest.ResultRequest result) {
        var task = required("task_id", result.taskId());
        long token = required("token", result.token());
        return switch (required("status", result.status())) {
            case "succeeded" -> new NodeReport.Success(task, token, output(result.output()));
            case "failed" ->
                    new NodeReport.Failure(
                            task,
                            token,
                            result.error() == null ? null : cut(result.error()),
                            !Boolean.FALSE.equals(result.retryable()));
            default -> throw wrong("status is neither succeeded nor failed");
        };
    }

    private byte[] output(@Nullable JsonNode output) {
        byte[] bytes = json.writeValueAsBytes(output);
        if (bytes.length > properties.largestOutput().toBytes()) {
            throw new CoordinatorException(
                    ErrorCode.RESULT_TOO_LARGE,
                    "output has "
                            + bytes.length
                            + " bytes, and no more than "
                            + properties.largestOutput().toBytes()
                            + " are taken");
        }
        return bytes;
    }

    private static <T> List<NodeReport> read(
            @Nullable List<T> items, Function<T, NodeReport> reader) {
        List<T> given = Objects.requireNonNullElse(items, List.of());
        if (given.isEmpty()) {
            throw new CoordinatorException(ErrorCode.EMPTY_BATCH, "there is nothing in the list");
        }
        if (given.size() > MOST) {
            throw wrong(given.size() + " items are more than " + MOST);
        }
        return given.stream().map(reader).toList();
    }

    private static <T> T required(String what, @Nullable T value) {
        if (value == null) {
            throw wrong(what + " is missing");
        }
        return value;
    }

    private static String cut(String text) {
        return text.length() > LONGEST_ERROR ? text.substring(0, LONGEST_ERROR) + "…" : text;
    }

    private static CoordinatorException wrong(String message) {
        return new CoordinatorException(ErrorCode.INVALID_RESULT, message);
    }
}
