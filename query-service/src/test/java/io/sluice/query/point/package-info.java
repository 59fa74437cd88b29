@NullMarked
package io.sluice.query.point;

import org.jspecify.annotations.NullMarked;
