package io.sluice.slicing;

/**
 * A window and what is to be computed in it. Queries with equal windows or aggregations share their
 * work.
 *
 * @param id tells the query from others of one operator
 */
public record Query(String id, Window window, Aggregation aggregation) {
    /**
     * @throws SlicingException {@link SlicingProblem#AGGREGATION_NOT_ASSOCIATIVE}
     */
    public Query {
        if (!aggregation.traits().associative()) {
            throw SlicingProblem.AGGREGATION_NOT_ASSOCIATIVE.with(
                    "query " + id + ": " + aggregation + " is not associative");
        }
    }
}
