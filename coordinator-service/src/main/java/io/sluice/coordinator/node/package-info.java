/** The nodes that run models: registration, heartbeats, states. */
@NullMarked
package io.sluice.coordinator.node;

import org.jspecify.annotations.NullMarked;
