/** The connection to the MQTT broker that everything over MQTT goes through. */
@NullMarked
package io.sluice.ingestion.mqtt;

import org.jspecify.annotations.NullMarked;
