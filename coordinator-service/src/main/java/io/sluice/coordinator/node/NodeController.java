package io.sluice.coordinator.node;

import io.sluice.coordinator.model.ModelAssignment;
import io.sluice.coordinator.model.ModelAssignments;
import io.sluice.coordinator.problem.CoordinatorException;
import io.sluice.coordinator.problem.ErrorCode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Nodes over HTTP. */
@RestController
@RequestMapping("/api/v1/nodes")
class NodeController {
    private final NodeRegistry registry;
    private final ModelAssignments assignments;
    private final NodeProperties properties;

    NodeController(NodeRegistry registry, ModelAssignments assignments, NodeProperties properties) {
        this.registry = registry;
        this.assignments = assignments;
        this.properties = properties;
    }

    /** All nodes that were asked for. */
    record NodesResponse(List<NodeResponse> nodes) {}

    /** The versions that a node is to hold. */
    record AssignmentsResponse(List<ModelAssignment> assignments) {}

    @PutMapping("/{id}")
    ResponseEntity<NodeResponse> register(
            @PathVariable String id, @RequestBody NodeRequest request) {
        NodeRegistry.Registered registered = registry.register(id, request.registration());
        return ResponseEntity.status(registered.isNew() ? 201 : 200)
                .body(NodeResponse.of(registered.node()));
    }

    @PostMapping("/{id}/heartbeat")
    HeartbeatResponse heartbeat(@PathVariable String id, @RequestBody HeartbeatRequest request) {
        Node node = registry.heartbeat(id, request.incarnation(), request.load(), request.models());
        return new HeartbeatResponse(
                node.state().text(),
                node.draining(),
                properties.heartbeatInterval(),
                assignments(node));
    }

    @GetMapping("/{id}/models")
    AssignmentsResponse models(@PathVariable String id) {
        return new AssignmentsResponse(assignments(registry.get(id)));
    }

    private List<ModelAssignment> assignments(Node node) {
        return assignments.of(node.id(), node.models().keySet());
    }

    @PostMapping("/{id}/drain")
    NodeResponse drain(@PathVariable String id) {
        return NodeResponse.of(registry.setDraining(id, true));
    }

    @PostMapping("/{id}/resume")
    NodeResponse resume(@PathVariable String id) {
        return NodeResponse.of(registry.setDraining(id, false));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> leave(
            @PathVariable String id, @RequestParam @Nullable String incarnation) {
        registry.leave(id, incarnation);
        return ResponseEntity.noContent().build();
    }

    @GetMapping("/{id}")
    NodeResponse get(@PathVariable String id) {
        return NodeResponse.of(registry.get(id));
    }

    @GetMapping
    NodesResponse list(@RequestParam @Nullable String state) {
        return new NodesResponse(
                registry.list(state == null ? null : state(state)).stream()
                        .map(NodeResponse::of)
                        .toList());
    }

    private static NodeState state(String text) {
        try {
            return NodeState.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new CoordinatorException(
                    ErrorCode.INVALID_PARAMETER,
                    "state '" + text + "' is none of idle, busy, draining, suspect, offline",
                    e);
        }
    }
}
