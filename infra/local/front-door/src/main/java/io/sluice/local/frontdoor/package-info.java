/** One address for all services of the local platform, as the Ingress is for those of a cluster. */
@NullMarked
package io.sluice.local.frontdoor;

import org.jspecify.annotations.NullMarked;
