package io.sluice.query.answer;

import java.util.Map;

/** The rows of one answer in one format. Nothing is written before {@link #begin}. */
interface AnswerRows extends RowSink, AutoCloseable {
    /** Writes what comes before the rows. */
    void begin();

    /** Completes the answer, and hands all of it on. */
    void finish(Map<String, Object> tail);

    /** Lets go of what it holds. What was not finished stays a piece. */
    @Override
    void close();
}
