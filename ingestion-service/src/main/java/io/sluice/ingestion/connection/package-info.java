/** What devices, and the broker for them, say of their connections. */
@NullMarked
package io.sluice.ingestion.connection;

import org.jspecify.annotations.NullMarked;
