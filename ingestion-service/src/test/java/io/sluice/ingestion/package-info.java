@NullMarked
package io.sluice.ingestion;

import org.jspecify.annotations.NullMarked;
