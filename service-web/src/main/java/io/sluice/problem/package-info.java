/**
 * How every service answers when something goes wrong: RFC 9457 with a stable code and whose matter
 * it is.
 */
@NullMarked
package io.sluice.problem;

import org.jspecify.annotations.NullMarked;
