@NullMarked
package io.sluice.contracts;

import org.jspecify.annotations.NullMarked;
