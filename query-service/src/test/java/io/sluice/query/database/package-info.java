@NullMarked
package io.sluice.query.database;

import org.jspecify.annotations.NullMarked;
