package io.sluice.slicing;

/** Whether tuples come in the order of their time (thesis, 4.4.1). */
public enum StreamOrder {
    /**
     * No tuple is earlier than one before it. Each tuple is a watermark, so windows are given out
     * as soon as a tuple passes their end, and tuples are hardly ever kept. An earlier tuple is
     * late.
     */
    IN_ORDER,
    /** Tuples may be earlier than those before them; watermarks tell when windows are complete. */
    OUT_OF_ORDER
}
