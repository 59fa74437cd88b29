@NullMarked
package io.sluice.systemtests;

import org.jspecify.annotations.NullMarked;
