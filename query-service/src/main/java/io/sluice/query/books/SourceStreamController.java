package io.sluice.query.books;

import io.sluice.problem.ProblemException;
import io.sluice.problem.RequestProblem;
import io.sluice.query.problem.ErrorCode;
import io.sluice.query.problem.QueryException;
import java.time.Instant;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The books over HTTP. */
@RestController
class SourceStreamController {
    private static final int MOST_SHOWN = 1000;

    private final PostgresSourceStreams streams;

    SourceStreamController(PostgresSourceStreams streams) {
        this.streams = streams;
    }

    /**
     * Books of source streams.
     *
     * @param total all streams that match, also those not shown
     */
    record BooksResponse(List<Entry> sourceStreams, Entry total) {
        /**
         * The books of one stream.
         *
         * @param received stored, duplicate, corrected and rejected together
         */
        record Entry(
                String sourceStream,
                long received,
                long stored,
                long duplicate,
                long corrected,
                long rejected,
                Instant firstAt,
                Instant lastAt) {
            static Entry of(SourceStreamBooks books) {
                return new Entry(
                        books.sourceStream(),
                        books.stored() + books.duplicate() + books.corrected() + books.rejected(),
                        books.stored(),
                        books.duplicate(),
                        books.corrected(),
                        books.rejected(),
                        books.firstAt(),
                        books.lastAt());
            }
        }
    }

    @GetMapping("/api/v1/source-streams")
    BooksResponse find(
            @RequestParam(defaultValue = "") String prefix,
            @RequestParam(defaultValue = "100") int limit) {
        if (limit < 1 || limit > MOST_SHOWN) {
            throw new QueryException(
                    ErrorCode.INVALID_LIMIT, "limit " + limit + " is not in 1 to " + MOST_SHOWN);
        }
        if (prefix.indexOf('\0') >= 0) {
            throw new ProblemException(
                    RequestProblem.INVALID_PARAMETER,
                    "prefix has the character U+0000, which no name has");
        }
        return new BooksResponse(
                streams.find(prefix, limit).stream().map(BooksResponse.Entry::of).toList(),
                BooksResponse.Entry.of(streams.total(prefix)));
    }
}
