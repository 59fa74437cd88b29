/** The register of devices. {@link DeviceRegistry} is where to begin. */
@NullMarked
package io.sluice.ingestion.device;

import org.jspecify.annotations.NullMarked;
