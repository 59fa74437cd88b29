/** What the code of every service keeps to, as tests. */
@NullMarked
package io.sluice.architecture;

import org.jspecify.annotations.NullMarked;
