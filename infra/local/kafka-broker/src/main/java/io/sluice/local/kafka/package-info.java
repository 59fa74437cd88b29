/** The Kafka of the local platform: one KRaft node, broker and controller in one process. */
@NullMarked
package io.sluice.local.kafka;

import org.jspecify.annotations.NullMarked;
