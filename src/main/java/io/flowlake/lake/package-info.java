/** The Delta tables of a lake: their schema, layout, commits and upkeep. */
@NullMarked
package io.flowlake.lake;

import org.jspecify.annotations.NullMarked;
