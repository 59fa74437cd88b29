/** What holds for requests of every kind. */
@NullMarked
package io.sluice.coordinator.request;

import org.jspecify.annotations.NullMarked;
