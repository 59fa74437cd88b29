package io.sluice.coordinator.model;

import io.sluice.problem.ProblemException;
import io.sluice.problem.RequestProblem;
import java.net.URI;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Models and their versions over HTTP. */
@RestController
@RequestMapping("/api/v1/models")
class ModelController {
    private static final int MOST_SHOWN = 1000;

    private final ModelCatalogue catalogue;
    private final ModelUploads uploads;

    ModelController(ModelCatalogue catalogue, ModelUploads uploads) {
        this.catalogue = catalogue;
        this.uploads = uploads;
    }

    @GetMapping
    ModelResponse.Page list(
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "100") int limit) {
        if (limit < 1 || limit > MOST_SHOWN) {
            throw new ProblemException(
                    RequestProblem.INVALID_PARAMETER,
                    "limit " + limit + " is not in 1 to " + MOST_SHOWN);
        }
        List<ModelSummary> found = catalogue.list(after, limit + 1);
        List<ModelSummary> shown = found.stream().limit(limit).toList();
        return new ModelResponse.Page(shown, found.size() > limit ? shown.getLast().name() : null);
    }

    @GetMapping("/{name}")
    ModelResponse model(@PathVariable String name) {
        return ModelResponse.of(catalogue.get(name));
    }

    @PutMapping("/{name}/stable")
    ModelResponse makeStable(@PathVariable String name, @RequestBody StableVersionRequest request) {
        catalogue.makeStable(request.of(name));
        return ModelResponse.of(catalogue.get(name));
    }

    @PutMapping("/{name}/versions/{version}")
    ResponseEntity<ModelVersionResponse> begin(
            @PathVariable String name,
            @PathVariable String version,
            @RequestBody ModelVersionRequest request) {
        ModelVersionId id = new ModelVersionId(name, version);
        boolean isNew = uploads.begin(id, request.toDescription());
        ModelVersion begun = catalogue.get(id);
        ResponseEntity.BodyBuilder response =
                isNew
                        ? ResponseEntity.created(
                                URI.create("/api/v1/models/" + name + "/versions/" + version))
                        : ResponseEntity.ok();
        return response.header(ModelContentController.OFFSET, Long.toString(begun.received()))
                .body(ModelVersionResponse.of(begun));
    }

    @GetMapping("/{name}/versions/{version}")
    ModelVersionResponse version(@PathVariable String name, @PathVariable String version) {
        return ModelVersionResponse.of(catalogue.get(new ModelVersionId(name, version)));
    }

    @DeleteMapping("/{name}/versions/{version}")
    ResponseEntity<Void> remove(@PathVariable String name, @PathVariable String version) {
        catalogue.remove(new ModelVersionId(name, version));
        return ResponseEntity.noContent().build();
    }
}
