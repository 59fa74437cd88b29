package io.sluice.benchmarks;

/**
 * A task that a simulated node works on.
 *
 * @param number in the books
 * @param sentAt when its submission was sent, as {@link System#nanoTime} said; it travels in the
 *     payload
 */
record LeasedTask(String id, long token, int priority, long number, long sentAt) {}
