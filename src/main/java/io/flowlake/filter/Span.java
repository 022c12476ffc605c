package io.flowlake.filter;

import org.jspecify.annotations.Nullable;

/**
 * One value, or a range of values as it was written.
 *
 * @param low null where the range is open
 * @param high null where the range is open, and of a single value
 * @param isRange whether there is {@code ..}
 */
record Span(@Nullable Written low, @Nullable Written high, boolean isRange) {}
