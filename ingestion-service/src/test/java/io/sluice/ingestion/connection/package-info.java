@NullMarked
package io.sluice.ingestion.connection;

import org.jspecify.annotations.NullMarked;
