package io.sluice.query.retention;

import io.sluice.query.problem.ErrorCode;
import io.sluice.query.problem.QueryException;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The policies over HTTP. */
@RestController
@RequestMapping("/api/v1/retention/policies")
class RetentionPolicyController {
    private final PostgresRetentionPolicies policies;
    private final ObjectMapper mapper;

    RetentionPolicyController(PostgresRetentionPolicies policies, ObjectMapper mapper) {
        this.policies = policies;
        this.mapper = mapper;
    }

    @GetMapping
    RetentionPolicyResponse.Policies all() {
        return new RetentionPolicyResponse.Policies(
                policies.all().stream().map(RetentionPolicyResponse::of).toList());
    }

    @PutMapping("/{name}")
    RetentionPolicyResponse put(@PathVariable String name, @RequestBody JsonNode body) {
        RetentionPolicyRequest request = RetentionPolicyRequest.parse(body, mapper);
        if (request.name() != null && !request.name().equals(name)) {
            throw new QueryException(
                    ErrorCode.INVALID_POLICY,
                    "the body names another policy than the path: '" + request.name() + "'");
        }
        RetentionPolicy policy = request.toPolicy(name);
        policies.put(policy);
        return RetentionPolicyResponse.of(policy);
    }

    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String name) {
        if (name.equals(RetentionPolicy.DEFAULT)) {
            throw new QueryException(
                    ErrorCode.INVALID_POLICY, "the policy 'default' can be changed, not deleted");
        }
        if (name.indexOf('\0') >= 0 || !policies.delete(name)) {
            throw new QueryException(ErrorCode.UNKNOWN_POLICY, "there is no policy '" + name + "'");
        }
    }
}
