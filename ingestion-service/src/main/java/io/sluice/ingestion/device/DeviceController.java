package io.sluice.ingestion.device;

import io.sluice.ingestion.problem.ErrorCode;
import io.sluice.ingestion.problem.IngestionException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
import org.springframework.web.util.UriUtils;

/** The register of devices over HTTP. */
@RestController
@RequestMapping("/api/v1/devices")
class DeviceController {
    private static final int MOST_SHOWN = 1000;

    private final DeviceRegistry registry;
    private final DeviceImport deviceImport;

    DeviceController(DeviceRegistry registry, DeviceImport deviceImport) {
        this.registry = registry;
        this.deviceImport = deviceImport;
    }

    @PostMapping
    ResponseEntity<DeviceResponse> register(@RequestBody DeviceRequest request) {
        RegisteredDevice device = registry.register(request.toDevice());
        String path = UriUtils.encodePathSegment(device.device().id(), StandardCharsets.UTF_8);
        return ResponseEntity.created(URI.create("/api/v1/devices/" + path))
                .body(DeviceResponse.of(device));
    }

    @GetMapping
    DeviceResponse.Page find(
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable String location,
            @RequestParam(required = false) @Nullable String name,
            @RequestParam(required = false, defaultValue = "") List<String> label,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "100") int limit) {
        if (limit < 1 || limit > MOST_SHOWN) {
            throw new IngestionException(
                    ErrorCode.INVALID_PARAMETER,
                    "limit " + limit + " is not in 1 to " + MOST_SHOWN);
        }
        DeviceFilter filter = new DeviceFilter(type, location, name, labels(label));
        List<RegisteredDevice> found = registry.find(filter, after, limit + 1);
        boolean more = found.size() > limit;
        List<DeviceResponse> shown = found.stream().limit(limit).map(DeviceResponse::of).toList();
        return new DeviceResponse.Page(shown, more ? shown.getLast().id() : null);
    }

    @GetMapping("/{id}")
    DeviceResponse one(@PathVariable String id) {
        return registry.find(id)
                .map(DeviceResponse::of)
                .orElseThrow(() ->
                        new IngestionException(
                                ErrorCode.UNKNOWN_DEVICE, "device '" + id + "' is not registered"));
    }

    @PutMapping("/{id}")
    DeviceResponse replace(@PathVariable String id, @RequestBody DeviceRequest request) {
        return DeviceResponse.of(registry.replace(request.toDevice(id)));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> remove(@PathVariable String id) {
        registry.remove(id);
        return ResponseEntity.noContent().build();
    }

    /**
     * Devices as CSV with a header line, each registered, or changed if it is registered already.
     */
    @PostMapping(path = "/import", consumes = "text/csv")
    DeviceImport.Result importCsv(@RequestBody byte[] csv) {
        return deviceImport.importCsv(csv);
    }

    private static Map<String, String> labels(List<String> pairs) {
        Map<String, String> labels = new HashMap<>();
        for (String pair : pairs) {
            int colon = pair.indexOf(':');
            if (colon < 1) {
                throw new IngestionException(
                        ErrorCode.INVALID_PARAMETER,
                        "label '" + pair + "' is not of the form name:value");
            }
            labels.put(pair.substring(0, colon), pair.substring(colon + 1));
        }
        return labels;
    }
}
