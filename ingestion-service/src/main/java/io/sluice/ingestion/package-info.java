/** ingestion-service: takes readings over HTTP and MQTT, and keeps the register of devices. */
@NullMarked
package io.sluice.ingestion;

import org.jspecify.annotations.NullMarked;
