package io.sluice.coordinator.lease;

import io.sluice.coordinator.node.NodeRegistry;
import io.sluice.coordinator.problem.CoordinatorException;
import io.sluice.coordinator.problem.ErrorCode;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Leases over HTTP. */
@RestController
@RequestMapping("/api/v1/nodes/{id}")
class LeaseController {
    private final NodeRegistry nodes;
    private final Polls polls;
    private final LeaseReports reports;
    private final ReportReader reader;
    private final LeaseProperties properties;

    LeaseController(
            NodeRegistry nodes,
            Polls polls,
            LeaseReports reports,
            ReportReader reader,
            LeaseProperties properties) {
        this.nodes = nodes;
        this.polls = polls;
        this.reports = reports;
        this.reader = reader;
        this.properties = properties;
    }

    @PostMapping("/leases")
    LeaseResponse.LeasesResponse lease(
            @PathVariable String id,
            @RequestParam(defaultValue = "1") int max,
            @RequestParam(defaultValue = "0") String wait,
            @RequestParam @Nullable String incarnation) {
        if (max < 1 || max > ReportReader.MOST) {
            throw invalid("max " + max + " is not 1 to " + ReportReader.MOST);
        }
        Duration patience = patience(wait);
        nodes.hear(id, incarnation);
        List<Lease> leases = polls.await(new Poll(new WorkDemand(id, incarnation, max), patience));
        return LeaseResponse.LeasesResponse.of(leases, properties);
    }

    @PostMapping("/leases/renewals")
    ResponseEntity<?> renew(@PathVariable String id, @RequestBody LeaseListRequest request) {
        return report(id, reader.renewals(request), "/leases/renewals");
    }

    @PostMapping("/leases/returns")
    ResponseEntity<?> giveBack(@PathVariable String id, @RequestBody LeaseListRequest request) {
        return report(id, reader.returns(request), "/leases/returns");
    }

    @PostMapping("/results")
    ResponseEntity<?> results(@PathVariable String id, @RequestBody ResultListRequest request) {
        return report(id, reader.results(request), "/results");
    }

    private ResponseEntity<?> report(String id, List<NodeReport> said, String path) {
        return ReportResponse.of(said, reports.take(id, said), "/api/v1/nodes/" + id + path);
    }

    /** A duration, or a number of seconds. */
    private Duration patience(String wait) {
        try {
            double seconds =
                    wait.startsWith("P")
                            ? Duration.parse(wait).toMillis() / 1000.0
                            : Double.parseDouble(wait);
            if (seconds >= 0 && seconds <= properties.longestWait().toSeconds()) {
                return Duration.ofMillis((long) (seconds * 1000));
            }
        } catch (DateTimeException | NumberFormatException | ArithmeticException _) {
            // Said below.
        }
        throw invalid("wait '" + wait + "' is not PT0S to " + properties.longestWait());
    }

    private static CoordinatorException invalid(String message) {
        return new CoordinatorException(ErrorCode.INVALID_PARAMETER, message);
    }
}
