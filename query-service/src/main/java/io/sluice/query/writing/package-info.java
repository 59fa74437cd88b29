/**
 * From the topic {@code readings} into the table {@code reading}. {@link ReadingWriter} is where to
 * begin.
 */
@NullMarked
package io.sluice.query.writing;

import org.jspecify.annotations.NullMarked;
