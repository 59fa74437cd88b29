/** What can go wrong, each with a stable code, and how it is answered. */
@NullMarked
package io.sluice.query.problem;

import org.jspecify.annotations.NullMarked;
