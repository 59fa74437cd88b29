/** The database as all features use it: what is committed together, and its clock. */
@NullMarked
package io.sluice.coordinator.database;

import org.jspecify.annotations.NullMarked;
