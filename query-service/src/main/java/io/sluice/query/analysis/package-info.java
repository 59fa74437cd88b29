/** What is computed of readings for analysts: each question one answer. */
@NullMarked
package io.sluice.query.analysis;

import org.jspecify.annotations.NullMarked;
