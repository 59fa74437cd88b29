/** Files with raw readings that have left the database: written, kept, found and restored. */
@NullMarked
package io.sluice.query.archive;

import org.jspecify.annotations.NullMarked;
