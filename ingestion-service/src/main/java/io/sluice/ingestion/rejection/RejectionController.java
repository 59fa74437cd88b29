package io.sluice.ingestion.rejection;

import io.sluice.ingestion.problem.ErrorCode;
import io.sluice.ingestion.problem.IngestionException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Rejections over HTTP. */
@RestController
@RequestMapping("/api/v1/rejections")
class RejectionController {
    private static final int MOST_SHOWN = 1000;
    private static final int MOST_REPLAYED = 1_000_000;

    private final RejectionIndex index;
    private final KafkaRejections rejections;
    private final RejectionReplay replay;

    RejectionController(RejectionIndex index, KafkaRejections rejections, RejectionReplay replay) {
        this.index = index;
        this.rejections = rejections;
        this.replay = replay;
    }

    @GetMapping
    RejectionResponse.Page newest(
            @RequestParam(required = false) @Nullable String code,
            @RequestParam(required = false) @Nullable String device,
            @RequestParam(defaultValue = "100") int limit) {
        checkLimit(limit, MOST_SHOWN);
        return new RejectionResponse.Page(
                index.find(new RejectionFilter(code, device), limit).stream()
                        .map(RejectionResponse::of)
                        .toList());
    }

    @GetMapping("/{id}")
    RejectionResponse.Whole one(@PathVariable String id) {
        RejectionId rejectionId = RejectionId.parse(id);
        return rejections
                .read(rejectionId)
                .map(rejected -> RejectionResponse.Whole.of(rejectionId, rejected))
                .orElseThrow(() ->
                        new IngestionException(
                                ErrorCode.UNKNOWN_REJECTION,
                                "there is no rejection " + id + ", or no more"));
    }

    @PostMapping("/replay")
    RejectionReplay.Result replay(@RequestBody ReplayRequest request) {
        checkLimit(request.most(), MOST_REPLAYED);
        return replay.replay(request.filter(), request.most(), request.start());
    }

    private static void checkLimit(int limit, int most) {
        if (limit < 1 || limit > most) {
            throw new IngestionException(
                    ErrorCode.INVALID_PARAMETER, "limit " + limit + " is not in 1 to " + most);
        }
    }
}
