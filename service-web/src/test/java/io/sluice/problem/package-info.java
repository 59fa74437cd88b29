@NullMarked
package io.sluice.problem;

import org.jspecify.annotations.NullMarked;
