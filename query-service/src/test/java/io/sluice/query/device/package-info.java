@NullMarked
package io.sluice.query.device;

import org.jspecify.annotations.NullMarked;
