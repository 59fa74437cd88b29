@NullMarked
package io.sluice.query.writing;

import org.jspecify.annotations.NullMarked;
