@NullMarked
package io.sluice.downsampling;

import org.jspecify.annotations.NullMarked;
