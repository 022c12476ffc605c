package io.flowlake.search;

import io.flowlake.model.Flow;
import io.flowlake.model.TimeRange;
import java.util.Comparator;

/**
 * Flows by how far {@code [start, coalesce(end, start)]} lies from a time range.
 *
 * @param range the range that flows shall be close to
 */
record DistanceKey(TimeRange range) implements SortKey {
  /**
   * No time that a flow can have is as far out, and no difference to one overflows, here or in SQL.
   */
  private static final long HORIZON = 1L << 62;

  DistanceKey {
    range =
        new TimeRange(
            Math.min(Math.max(range.from(), -HORIZON), HORIZON - 1),
            Math.max(Math.min(range.to(), HORIZON), 1 - HORIZON));
  }

  @Override
  public Comparator<Flow> comparator() {
    return Comparator.comparingLong(this::of);
  }

  /** The gap in µs; 0 exactly where the flow is active in the range. */
  long of(Flow flow) {
    Long end = flow.endTime();
    return between(flow.startTime(), end == null ? flow.startTime() : end);
  }

  /**
   * The gap between the range and a flow of these times. The range ends with the µs before its
   * {@code to}. For a flow that ends before it starts, the greater gap counts.
   */
  long between(long start, long last) {
    long before = Saturated.minus(range.from(), last);
    long after = Saturated.minus(start, range.to() - 1);
    return Math.max(0, Math.max(before, after));
  }
}
