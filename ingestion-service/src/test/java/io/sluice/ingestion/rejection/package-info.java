@NullMarked
package io.sluice.ingestion.rejection;

import org.jspecify.annotations.NullMarked;
