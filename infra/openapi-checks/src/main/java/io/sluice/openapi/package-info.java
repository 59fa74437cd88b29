/** Holds what a service answers against its API document. */
@NullMarked
package io.sluice.openapi;

import org.jspecify.annotations.NullMarked;
