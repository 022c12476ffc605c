package io.flowlake.lake;

import io.flowlake.model.FlowColumn;
import org.jspecify.annotations.Nullable;

/**
 * What the values of some rows lie between: of a file, a row group or a page. Bounds hold every
 * value, but need not be values themselves.
 */
interface Bounds {
  /** A number of rows or of nulls that is not known. */
  long UNKNOWN = -1;

  /** How many rows; {@link #UNKNOWN} if unknown. */
  long rows();

  /** No value of the column of numbers, days or times (µs) is less; the least long if unknown. */
  long min(FlowColumn column);

  /** No value of the column of numbers, days or times is greater; the greatest long if unknown. */
  long max(FlowColumn column);

  /** No text of the column comes before it in {@code TextOrder}; "" if unknown. */
  String minText(FlowColumn column);

  /** No text of the column comes after it in {@code TextOrder}; null if unknown. */
  @Nullable String maxText(FlowColumn column);

  /** How many rows have no value in the column; {@link #UNKNOWN} if unknown. */
  long nulls(FlowColumn column);

  /** Whether surely every row has a value in the column. */
  default boolean neverNull(FlowColumn column) {
    return nulls(column) == 0;
  }

  /** Whether surely no row has a value in the column. */
  default boolean alwaysNull(FlowColumn column) {
    long nulls = nulls(column);
    return nulls != UNKNOWN && nulls == rows();
  }
}
