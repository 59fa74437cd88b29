/** How long what is kept: policies, what is to go by them, and how it goes. */
@NullMarked
package io.sluice.query.retention;

import org.jspecify.annotations.NullMarked;
