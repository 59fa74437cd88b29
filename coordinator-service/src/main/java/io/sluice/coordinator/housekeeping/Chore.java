package io.sluice.coordinator.housekeeping;

/** Something that one replica at a time does from time to time. May be done twice without harm. */
public interface Chore {
    /** Does it, for a second or two at most. What is left is done the next time. */
    void run();
}
