package io.flowlake.lake;

import io.flowlake.filter.Quantity;
import io.flowlake.filter.Ranges;
import io.flowlake.model.FlowColumn;
import org.jspecify.annotations.Nullable;

/**
 * What a quantity lies between in some rows.
 *
 * @param min no known value is less
 * @param max no known value is greater
 * @param neverNull whether surely every row has the quantity
 * @param alwaysNull whether surely no row has it
 */
record QuantityBounds(long min, long max, boolean neverNull, boolean alwaysNull) {

  /** The bounds of {@code quantity}, computed of those of its columns. */
  static QuantityBounds of(Quantity quantity, Bounds bounds) {
    return switch (quantity) {
      case DURATION -> ofDuration(bounds);
      case BYTES -> ofBytes(bounds);
      case DAY,
          START_TIME,
          END_TIME,
          SOURCE_PORT,
          DEST_PORT,
          RECV_BYTES,
          SENT_BYTES,
          TCP_FLAGS,
          FLOW_FLAGS ->
          of(quantity.columns().get(0), bounds);
    };
  }

  /**
   * Where the greater of sent and received surely lies when their sum, a null counting 0, is in
   * {@code sums}: from half of the least sum on. Null where the least sum is not positive: then
   * nothing follows, as both may be null or negative.
   */
  static @Nullable Ranges largerPart(Ranges sums) {
    long least = sums.ranges().isEmpty() ? 0 : sums.ranges().get(0).low();
    return least <= 0 ? null : Ranges.of(least / 2 + least % 2, Long.MAX_VALUE);
  }

  private static QuantityBounds of(FlowColumn column, Bounds bounds) {
    return new QuantityBounds(
        bounds.min(column),
        bounds.max(column),
        bounds.neverNull(column),
        bounds.alwaysNull(column));
  }

  private static QuantityBounds ofDuration(Bounds bounds) {
    QuantityBounds end = of(FlowColumn.END_TIME, bounds);
    QuantityBounds start = of(FlowColumn.START_TIME, bounds);
    return new QuantityBounds(
        difference(end.min, start.max),
        difference(end.max, start.min),
        end.neverNull,
        end.alwaysNull);
  }

  private static QuantityBounds ofBytes(Bounds bounds) {
    QuantityBounds recv = of(FlowColumn.RECV_BYTES, bounds);
    QuantityBounds sent = of(FlowColumn.SENT_BYTES, bounds);
    return new QuantityBounds(
        Quantity.saturated(recv.minOrZero(), sent.minOrZero()),
        Quantity.saturated(recv.maxOrZero(), sent.maxOrZero()),
        recv.neverNull || sent.neverNull,
        recv.alwaysNull && sent.alwaysNull);
  }

  private long minOrZero() {
    return alwaysNull ? 0 : neverNull ? min : Math.min(min, 0);
  }

  private long maxOrZero() {
    return alwaysNull ? 0 : neverNull ? max : Math.max(max, 0);
  }

  /** {@code a - b}; at the limits where it overflows, and where a bound is not known. */
  private static long difference(long a, long b) {
    if (a == Long.MIN_VALUE || b == Long.MAX_VALUE) {
      return Long.MIN_VALUE;
    }
    if (a == Long.MAX_VALUE || b == Long.MIN_VALUE) {
      return Long.MAX_VALUE;
    }
    return Quantity.saturated(a, -b);
  }
}
