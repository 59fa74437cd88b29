/**
 * PostgreSQL, Kafka and an MQTT broker for component tests, started once for all tests of a module.
 */
@NullMarked
package io.sluice.testservers;

import org.jspecify.annotations.NullMarked;
