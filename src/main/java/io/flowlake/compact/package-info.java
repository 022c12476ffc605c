/** Raw dumps become rows of the lake, each record counted once, killed anywhere. */
@NullMarked
package io.flowlake.compact;

import org.jspecify.annotations.NullMarked;
