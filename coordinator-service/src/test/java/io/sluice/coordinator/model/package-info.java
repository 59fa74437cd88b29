@NullMarked
package io.sluice.coordinator.model;

import org.jspecify.annotations.NullMarked;
