/** The connection to the one who asked: whether he still waits, and how it is broken off. */
@NullMarked
package io.sluice.query.client;

import org.jspecify.annotations.NullMarked;
