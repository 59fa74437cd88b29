/** The topics of this service, and how every instance follows one. */
@NullMarked
package io.sluice.ingestion.kafka;

import org.jspecify.annotations.NullMarked;
