@NullMarked
package io.sluice.ingestion.payload;

import org.jspecify.annotations.NullMarked;
