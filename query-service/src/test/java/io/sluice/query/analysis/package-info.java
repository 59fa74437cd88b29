@NullMarked
package io.sluice.query.analysis;

import org.jspecify.annotations.NullMarked;
