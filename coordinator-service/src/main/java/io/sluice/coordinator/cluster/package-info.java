/** How the whole is: nodes, and what waits for them. */
@NullMarked
package io.sluice.coordinator.cluster;

import org.jspecify.annotations.NullMarked;
