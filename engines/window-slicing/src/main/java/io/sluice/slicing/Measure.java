package io.sluice.slicing;

/**
 * What the lengths of windows are measured in (thesis, 4.4.3).
 *
 * <p>{@link #TIME} is the position that comes with each tuple: event time, or any other number that
 * advances along the stream, such as the kilometres of a car or the number of an invoice; all of
 * these are processed alike.
 */
public enum Measure {
    /** The position that comes with each tuple, in any unit. */
    TIME,
    /**
     * How many tuples there are before, in the order of time; those of one time as they arrived.
     */
    COUNT
}
