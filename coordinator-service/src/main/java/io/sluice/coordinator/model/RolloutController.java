package io.sluice.coordinator.model;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Rollouts over HTTP. */
@RestController
@RequestMapping("/api/v1/models/{name}/rollout")
class RolloutController {
    private final Rollouts rollouts;

    RolloutController(Rollouts rollouts) {
        this.rollouts = rollouts;
    }

    @PostMapping
    ResponseEntity<RolloutResponse> start(
            @PathVariable String name, @RequestBody RolloutRequest request) {
        boolean isStarted = rollouts.start(request.of(name), request.toPlan());
        return ResponseEntity.status(isStarted ? HttpStatus.CREATED : HttpStatus.OK)
                .body(RolloutResponse.of(rollouts.latest(name)));
    }

    @GetMapping
    RolloutResponse latest(@PathVariable String name) {
        return RolloutResponse.of(rollouts.latest(name));
    }

    @PostMapping("/promotion")
    RolloutResponse promote(
            @PathVariable String name,
            @RequestBody(required = false) @Nullable RolloutEndRequest request) {
        return RolloutResponse.of(rollouts.promote(name, RolloutEndRequest.reasonOf(request)));
    }

    @PostMapping("/stop")
    RolloutResponse stop(
            @PathVariable String name,
            @RequestBody(required = false) @Nullable RolloutEndRequest request) {
        return RolloutResponse.of(rollouts.stop(name, RolloutEndRequest.reasonOf(request)));
    }
}
