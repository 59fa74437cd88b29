@NullMarked
package io.sluice.query.client;

import org.jspecify.annotations.NullMarked;
