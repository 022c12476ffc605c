package io.flowlake.search;

import io.flowlake.model.Flow;
import io.flowlake.model.FlowColumn;
import io.flowlake.model.TextOrder;
import io.flowlake.search.Order.Direction;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Flows by the value of a column; numbers by size, texts by code points.
 *
 * @param column the column
 * @param direction which values come first
 * @param nulls where flows without a value come
 */
record ColumnKey(FlowColumn column, Direction direction, Nulls nulls) implements SortKey {
  /** Where flows without a value come, whatever the direction. */
  enum Nulls {
    FIRST,
    LAST
  }

  @Override
  public Comparator<Flow> comparator() {
    if (column == FlowColumn.START_TIME) {
      // By far the most often asked, and never null.
      Comparator<Flow> ascending = Comparator.comparingLong(Flow::startTime);
      return direction == Direction.ASCENDING ? ascending : ascending.reversed();
    }
    Comparator<@Nullable Object> values = values();
    return (left, right) -> values.compare(left.value(column), right.value(column));
  }

  /** Compares values of the column, as {@link Flow#value} has them. */
  Comparator<@Nullable Object> values() {
    return switch (column.type()) {
      case STRING -> values(String.class, TextOrder.BY_CODE_POINT);
      case INT, DATE -> values(Integer.class, Comparator.naturalOrder());
      case LONG, TIMESTAMP -> values(Long.class, Comparator.naturalOrder());
    };
  }

  private <T> Comparator<@Nullable Object> values(Class<T> type, Comparator<T> natural) {
    Comparator<T> directed = direction == Direction.ASCENDING ? natural : natural.reversed();
    Comparator<@Nullable T> complete =
        nulls == Nulls.FIRST ? Comparator.nullsFirst(directed) : Comparator.nullsLast(directed);
    return (left, right) -> complete.compare(type.cast(left), type.cast(right));
  }
}
