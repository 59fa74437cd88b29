package io.sluice.ingestion.payload;

import io.sluice.ingestion.problem.ErrorCode;

/**
 * Why something of a message can't be taken.
 *
 * @param message for people: what, which id, value against limit
 */
public record Flaw(ErrorCode code, String message) {}
