@NullMarked
package io.sluice.coordinator.database;

import org.jspecify.annotations.NullMarked;
