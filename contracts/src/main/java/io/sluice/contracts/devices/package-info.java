/** Topic {@code devices}: the registered devices and their connections. */
@NullMarked
package io.sluice.contracts.devices;

import org.jspecify.annotations.NullMarked;
