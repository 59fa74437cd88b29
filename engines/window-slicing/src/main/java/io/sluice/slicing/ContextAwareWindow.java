package io.sluice.slicing;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Windows whose starts and ends depend on tuples (thesis, 4.5.4.2). Tuples are kept for them as far
 * as slices may have to be split.
 */
public non-sealed interface ContextAwareWindow extends Window {
    /**
     * Whether starts and ends up to a time may depend on tuples after that time (forward context
     * aware), or only on those up to it (forward context free).
     */
    boolean forwardContextAware();

    /** What the windows of one stream depend on, at the beginning of the stream. */
    Context newContext();

    /** What the starts and ends of windows depend on, for one stream. */
    interface Context {
        /**
         * A tuple comes; it is not in its slice yet. Edges that it sets or moves go to the
         * callback.
         */
        void notifyContext(long time, double value, EdgeCallback edges);

        /**
         * Reports all windows with {@code after < end <= upTo} that there are by now, by their
         * ends. It is asked for the same windows again after late tuples.
         */
        void triggerWindows(long after, long upTo, WindowCallback callback);

        /**
         * The start of the earliest window that ends, or may come to end, after the time. No tuple
         * or edge comes at or before {@code time} any more; what is before the answer is forgotten,
         * and the context may forget its windows that end at or before {@code time}.
         */
        long earliestStart(long time);

        /** Writes all that {@link #read} needs; the same bytes for the same context. */
        void write(DataOutput output) throws IOException;

        /** Takes what was written, into a new context. */
        void read(DataInput input) throws IOException;
    }
}
