/** Which series there are. */
@NullMarked
package io.sluice.query.series;

import org.jspecify.annotations.NullMarked;
