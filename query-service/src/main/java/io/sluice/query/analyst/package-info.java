/** What analysts see who come with SQL. */
@NullMarked
package io.sluice.query.analyst;

import org.jspecify.annotations.NullMarked;
