/** The queries to the database: rows one after the other, ended when nobody waits for them. */
@NullMarked
package io.sluice.query.database;

import org.jspecify.annotations.NullMarked;
