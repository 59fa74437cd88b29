/** The topics that this service owns. */
@NullMarked
package io.sluice.coordinator.kafka;

import org.jspecify.annotations.NullMarked;
