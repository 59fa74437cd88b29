/**
 * Real PostgreSQL, Kafka and MQTT servers as processes of this machine, for the local platform and
 * for tests.
 */
@NullMarked
package io.sluice.local.servers;

import org.jspecify.annotations.NullMarked;
