/** Locks and their settings. */
@NullMarked
package io.sluice.coordinator.housekeeping;

import org.jspecify.annotations.NullMarked;
