/** Questions about many series at once. */
@NullMarked
package io.sluice.query.question;

import org.jspecify.annotations.NullMarked;
