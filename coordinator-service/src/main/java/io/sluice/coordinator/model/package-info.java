/** The registry of model artifacts: upload, download, versions, rollouts. */
@NullMarked
package io.sluice.coordinator.model;

import org.jspecify.annotations.NullMarked;
