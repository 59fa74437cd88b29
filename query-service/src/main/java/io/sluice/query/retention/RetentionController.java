package io.sluice.query.retention;

import io.sluice.query.problem.ErrorCode;
import io.sluice.query.problem.QueryException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Runs of the retention over HTTP. */
@RestController
@RequestMapping("/api/v1/retention")
class RetentionController {
    private static final int MOST_SHOWN = 1000;

    private final Retention retention;
    private final PostgresRetentionPolicies policies;
    private final PostgresRetentionRuns runs;
    private final ObjectMapper mapper;

    RetentionController(
            Retention retention,
            PostgresRetentionPolicies policies,
            PostgresRetentionRuns runs,
            ObjectMapper mapper) {
        this.retention = retention;
        this.policies = policies;
        this.runs = runs;
        this.mapper = mapper;
    }

    @GetMapping("/runs")
    RetentionRunResponse.Runs latest(@RequestParam(defaultValue = "20") int limit) {
        if (limit < 1 || limit > MOST_SHOWN) {
            throw new QueryException(
                    ErrorCode.INVALID_LIMIT, "limit " + limit + " is not in 1 to " + MOST_SHOWN);
        }
        return new RetentionRunResponse.Runs(
                runs.latest(limit).stream().map(RetentionRunResponse::of).toList());
    }

    /** Goes on after the answer: a run takes as long as it takes. */
    @PostMapping("/runs")
    @ResponseStatus(HttpStatus.ACCEPTED)
    RetentionRunResponse.Begun run() {
        Retention.Begun begun = retention.begin();
        Thread.ofVirtual().name("retention").start(begun.rest());
        return new RetentionRunResponse.Begun(begun.id(), begun.startedAt());
    }

    /** By the policies of the body, or by those that are stored. */
    @PostMapping("/dry-run")
    RetentionRunResponse.DryRun dryRun(@RequestBody(required = false) @Nullable JsonNode body) {
        return RetentionRunResponse.of(
                retention.plan(body == null || body.isNull() ? policies.all() : tried(body)));
    }

    private List<RetentionPolicy> tried(JsonNode body) {
        JsonNode list = body.path("policies");
        if (!list.isArray() || body.size() != 1) {
            throw new QueryException(
                    ErrorCode.INVALID_POLICY, "policies to try out come as {\"policies\": […]}");
        }
        List<RetentionPolicy> tried = new ArrayList<>();
        for (JsonNode one : list) {
            RetentionPolicyRequest request = RetentionPolicyRequest.parse(one, mapper);
            tried.add(request.toPolicy(request.name() == null ? "" : request.name()));
        }
        return tried;
    }
}
