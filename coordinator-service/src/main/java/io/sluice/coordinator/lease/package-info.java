/** Tasks handed to nodes: dispatch, leases with fencing tokens, and what nodes give back. */
@NullMarked
package io.sluice.coordinator.lease;

import org.jspecify.annotations.NullMarked;
