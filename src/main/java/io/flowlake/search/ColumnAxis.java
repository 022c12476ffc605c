package io.flowlake.search;

import io.flowlake.filter.Filter;
import io.flowlake.filter.Quantity;
import io.flowlake.filter.Ranges;
import io.flowlake.lake.FileBounds;
import io.flowlake.model.Flow;
import io.flowlake.model.FlowColumn;
import io.flowlake.search.Order.Direction;
import java.util.Set;

/**
 * A column of numbers or times. Descending, a position is the complement of the value, which turns
 * the order around and never overflows. Flows without a value are at the very end.
 *
 * @param column no column of text
 * @param direction which values come first
 */
record ColumnAxis(FlowColumn column, Direction direction) implements Axis {
  @Override
  public long position(Flow flow) {
    Long value = quantity().of(flow);
    return value == null ? LAST : turned(value);
  }

  @Override
  public long nearest(FileBounds bounds) {
    if (bounds.alwaysNull(column)) {
      return LAST;
    }
    return isAscending() ? bounds.min(column) : turned(bounds.max(column));
  }

  @Override
  public long farthest(FileBounds bounds) {
    if (!bounds.neverNull(column) && column.nullable()) {
      return LAST;
    }
    return isAscending() ? bounds.max(column) : turned(bounds.min(column));
  }

  @Override
  public Filter slice(long from, long upTo) {
    if (upTo == LAST && column.nullable()) {
      // To the end means with the flows that have no value.
      return from == FIRST ? Filter.EVERYTHING : new Filter.Not(valuesOf(FIRST, from - 1));
    }
    return from == FIRST && upTo == LAST ? Filter.EVERYTHING : valuesOf(from, upTo);
  }

  @Override
  public boolean isClustered() {
    return column == FlowColumn.START_TIME;
  }

  @Override
  public Set<FlowColumn> columns() {
    return Set.of(column);
  }

  /** The positions of the values from {@code low} to {@code high}, both included. */
  Window between(long low, long high) {
    return isAscending() ? new Window(low, high) : new Window(turned(high), turned(low));
  }

  private Filter valuesOf(long from, long upTo) {
    Ranges values = isAscending() ? Ranges.of(from, upTo) : Ranges.of(turned(upTo), turned(from));
    return new Filter.NumberIn(quantity(), values);
  }

  private boolean isAscending() {
    return direction == Direction.ASCENDING;
  }

  private long turned(long value) {
    return isAscending() ? value : ~value;
  }

  private Quantity quantity() {
    // A column of numbers has the same name as the quantity.
    return Quantity.valueOf(column.name());
  }
}
