/** Flowlake in Spark SQL: the session extension with {@code flow_search} and functions of flows. */
@NullMarked
package io.flowlake.sql;

import org.jspecify.annotations.NullMarked;
