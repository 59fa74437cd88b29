package io.sluice.query.point;

/**
 * What one answer may be.
 *
 * @param mostPoints the most rows of it; there it is cut
 * @param mostRows the most readings that are read for it; if there are more it is refused
 */
public record PointLimits(int mostPoints, long mostRows) {}
