/** Inference tasks handed to edge nodes, surely and by priority. */
@NullMarked
package io.sluice.coordinator;

import org.jspecify.annotations.NullMarked;
