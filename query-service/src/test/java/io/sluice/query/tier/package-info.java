@NullMarked
package io.sluice.query.tier;

import org.jspecify.annotations.NullMarked;
