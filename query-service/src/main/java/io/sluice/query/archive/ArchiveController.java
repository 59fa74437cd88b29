package io.sluice.query.archive;

import io.sluice.query.point.TimeParameter;
import io.sluice.query.problem.ErrorCode;
import io.sluice.query.problem.QueryException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The catalogue of the archive, and what brings readings back. */
@RestController
@RequestMapping("/api/v1/retention/archives")
class ArchiveController {
    private static final int MOST_SHOWN = 10_000;
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    private final PostgresArchiveCatalogue catalogue;
    private final ArchiveRestore restore;

    ArchiveController(PostgresArchiveCatalogue catalogue, ArchiveRestore restore) {
        this.catalogue = catalogue;
        this.restore = restore;
    }

    /** Files of the catalogue. */
    record ArchivesResponse(List<ArchiveFile> archives) {}

    /** What a restore did. */
    record RestoreResponse(long archive, long restored) {}

    @GetMapping
    ArchivesResponse find(
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(defaultValue = "1000") int limit) {
        Instant first = TimeParameter.parse("from", from, Instant.EPOCH);
        Instant end = TimeParameter.parse("to", to, LATEST);
        if (first.isAfter(end)) {
            throw new QueryException(
                    ErrorCode.INVALID_RANGE, "from " + first + " is after to " + end);
        }
        if (limit < 1 || limit > MOST_SHOWN) {
            throw new QueryException(
                    ErrorCode.INVALID_LIMIT, "limit " + limit + " is not in 1 to " + MOST_SHOWN);
        }
        return new ArchivesResponse(catalogue.overlapping(first, end, limit));
    }

    @PostMapping("/{id}/restore")
    RestoreResponse restore(@PathVariable long id) {
        return new RestoreResponse(id, restore.restore(id));
    }
}
