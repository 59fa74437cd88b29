/**
 * Series as they come: the M4 values of each pixel column of a moving window, as server-sent
 * events.
 */
@NullMarked
package io.sluice.query.live;

import org.jspecify.annotations.NullMarked;
