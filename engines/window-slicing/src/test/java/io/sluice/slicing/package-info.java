@NullMarked
package io.sluice.slicing;

import org.jspecify.annotations.NullMarked;
