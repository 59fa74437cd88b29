@NullMarked
package io.sluice.query.archive;

import org.jspecify.annotations.NullMarked;
