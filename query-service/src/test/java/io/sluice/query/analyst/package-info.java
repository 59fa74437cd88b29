@NullMarked
package io.sluice.query.analyst;

import org.jspecify.annotations.NullMarked;
