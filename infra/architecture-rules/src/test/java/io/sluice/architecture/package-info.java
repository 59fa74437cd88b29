@NullMarked
package io.sluice.architecture;

import org.jspecify.annotations.NullMarked;
