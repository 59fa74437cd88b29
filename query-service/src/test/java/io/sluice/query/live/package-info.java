@NullMarked
package io.sluice.query.live;

import org.jspecify.annotations.NullMarked;
