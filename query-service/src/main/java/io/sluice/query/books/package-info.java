/** The books: what became of the readings of each source stream. */
@NullMarked
package io.sluice.query.books;

import org.jspecify.annotations.NullMarked;
