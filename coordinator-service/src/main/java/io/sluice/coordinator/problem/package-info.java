/** What can go wrong, each with a stable code, and how it is answered. */
@NullMarked
package io.sluice.coordinator.problem;

import org.jspecify.annotations.NullMarked;
