/** Aggregates of many windows over one stream, by general stream slicing. */
@NullMarked
package io.sluice.slicing;

import org.jspecify.annotations.NullMarked;
