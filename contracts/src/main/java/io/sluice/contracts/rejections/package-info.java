/** Topic {@code readings-rejected}: what could not be taken, and why. */
@NullMarked
package io.sluice.contracts.rejections;

import org.jspecify.annotations.NullMarked;
