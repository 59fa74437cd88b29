@NullMarked
package io.sluice.query.answer;

import org.jspecify.annotations.NullMarked;
