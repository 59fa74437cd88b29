@NullMarked
package io.sluice.local.servers;

import org.jspecify.annotations.NullMarked;
