@NullMarked
package io.sluice.local.demo;

import org.jspecify.annotations.NullMarked;
