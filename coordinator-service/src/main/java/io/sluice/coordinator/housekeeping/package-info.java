/** What one replica at a time does: forgetting, noticing, promoting. */
@NullMarked
package io.sluice.coordinator.housekeeping;

import org.jspecify.annotations.NullMarked;
