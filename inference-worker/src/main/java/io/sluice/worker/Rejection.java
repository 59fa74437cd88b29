package io.sluice.worker;

/**
 * An item that the coordinator did not take.
 *
 * @param index of the item in what was sent
 */
record Rejection(int index, String code, String message) {}
