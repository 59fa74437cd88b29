/** Topic {@code readings}: what devices measured. */
@NullMarked
package io.sluice.contracts.readings;

import org.jspecify.annotations.NullMarked;
