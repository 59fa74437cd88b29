/** The MQTT broker of the local platform: Apache Artemis for MQTT 3.1.1 and 5. */
@NullMarked
package io.sluice.local.mqtt;

import org.jspecify.annotations.NullMarked;
