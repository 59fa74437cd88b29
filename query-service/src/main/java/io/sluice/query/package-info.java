/** query-service: keeps readings in PostgreSQL or TimescaleDB, and answers questions about them. */
@NullMarked
package io.sluice.query;

import org.jspecify.annotations.NullMarked;
