@NullMarked
package io.sluice.ingestion.device;

import org.jspecify.annotations.NullMarked;
