@NullMarked
package io.sluice.local.launcher;

import org.jspecify.annotations.NullMarked;
