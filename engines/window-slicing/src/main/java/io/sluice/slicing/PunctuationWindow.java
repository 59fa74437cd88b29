package io.sluice.slicing;

/**
 * From one punctuation to the next ({@link SlicingOperator#punctuate}). What comes before the first
 * is in no window.
 */
public record PunctuationWindow() implements Window {}
