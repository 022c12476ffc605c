/**
 * Searches: a request becomes a plan without Spark, and the plan a result that is one exact list,
 * read in waves by this JVM or by Spark.
 */
@NullMarked
package io.flowlake.search;

import org.jspecify.annotations.NullMarked;
