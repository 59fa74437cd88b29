/** What crosses Kafka and the wire: one package per topic. */
@NullMarked
package io.sluice.contracts;

import org.jspecify.annotations.NullMarked;
