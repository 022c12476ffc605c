/** Exports days: from the rows of a day to one compressed CSV object, made by many tasks. */
@NullMarked
package io.flowlake.export;

import org.jspecify.annotations.NullMarked;
