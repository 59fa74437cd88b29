/** The commands of {@code ./sluice}. {@link LocalPlatform} is where to begin. */
@NullMarked
package io.sluice.local.launcher;

import org.jspecify.annotations.NullMarked;
