@NullMarked
package io.sluice.ingestion.mqtt;

import org.jspecify.annotations.NullMarked;
