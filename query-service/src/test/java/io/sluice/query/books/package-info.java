@NullMarked
package io.sluice.query.books;

import org.jspecify.annotations.NullMarked;
