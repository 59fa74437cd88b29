@NullMarked
package io.sluice.query.retention;

import org.jspecify.annotations.NullMarked;
