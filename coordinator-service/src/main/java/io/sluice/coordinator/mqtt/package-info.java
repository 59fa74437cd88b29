/** The connection to the MQTT broker. */
@NullMarked
package io.sluice.coordinator.mqtt;

import org.jspecify.annotations.NullMarked;
