/**
 * The bytes of one raw object become flows and rejects; one class a format. Plain Java, no Spark.
 */
@NullMarked
package io.flowlake.dump;

import org.jspecify.annotations.NullMarked;
