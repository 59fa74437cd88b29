package io.sluice.query.series;

import org.jspecify.annotations.Nullable;

/**
 * One metric of one device.
 *
 * @param id its number in the database
 * @param unit the unit it was sent with last, or null
 */
public record Series(int id, String deviceId, String metric, @Nullable String unit) {}
