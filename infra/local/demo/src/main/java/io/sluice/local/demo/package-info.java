/** Real data in over HTTP and MQTT, and out again. {@link Demo} is where to begin. */
@NullMarked
package io.sluice.local.demo;

import org.jspecify.annotations.NullMarked;
