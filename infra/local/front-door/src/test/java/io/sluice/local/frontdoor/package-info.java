@NullMarked
package io.sluice.local.frontdoor;

import org.jspecify.annotations.NullMarked;
