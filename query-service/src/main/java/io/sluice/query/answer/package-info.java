/** Answers that are written while they are read, in the format that was asked for. */
@NullMarked
package io.sluice.query.answer;

import org.jspecify.annotations.NullMarked;
