@NullMarked
package io.sluice.ingestion.reading;

import org.jspecify.annotations.NullMarked;
