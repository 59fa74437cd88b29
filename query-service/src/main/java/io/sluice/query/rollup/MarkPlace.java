package io.sluice.query.rollup;

/**
 * A place in the table of marks, as the database writes it: {@code (page,row)}.
 *
 * @param text the place
 */
record MarkPlace(String text) {
    /** Before all marks. */
    static final MarkPlace BEGINNING = new MarkPlace("(0,0)");
}
