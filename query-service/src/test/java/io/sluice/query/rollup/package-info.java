@NullMarked
package io.sluice.query.rollup;

import org.jspecify.annotations.NullMarked;
