/** What goes on beside requests. */
@NullMarked
package io.sluice.coordinator.background;

import org.jspecify.annotations.NullMarked;
