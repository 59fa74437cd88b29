@NullMarked
package io.sluice.query.classic;

import org.jspecify.annotations.NullMarked;
