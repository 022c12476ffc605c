package io.flowlake.search;

import io.flowlake.model.FlowColumn;
import io.flowlake.search.ColumnKey.Nulls;
import io.flowlake.search.Order.Direction;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A group before it is printed.
 *
 * @param step begin of its step, µs UTC; 0 in a top list
 * @param values its values, one for each column
 * @param sums over its flows
 */
record GroupRow(long step, List<@Nullable Object> values, Sums sums) {

  /** The order of the result of {@code aggregation}: total, for no two groups have equal values. */
  static Comparator<GroupRow> order(Aggregation aggregation) {
    Comparator<GroupRow> first =
        aggregation instanceof Aggregation.Top
            ? Comparator.comparing((GroupRow row) -> row.sums().of(aggregation.by())).reversed()
            : Comparator.comparingLong(GroupRow::step);
    return first.thenComparing(GroupRow::values, byValues(aggregation.columns()));
  }

  /** The row as the result has it. */
  Group group(Aggregation aggregation) {
    return new Group(
        aggregation instanceof Aggregation.Series ? (Long) step : null, values, sums.totals());
  }

  private static Comparator<List<@Nullable Object>> byValues(List<FlowColumn> columns) {
    List<Comparator<@Nullable Object>> orders =
        columns.stream()
            .map(column -> new ColumnKey(column, Direction.ASCENDING, Nulls.FIRST).values())
            .toList();
    return (left, right) -> {
      int order = 0;
      for (int i = 0; i < orders.size() && order == 0; i++) {
        order = orders.get(i).compare(left.get(i), right.get(i));
      }
      return order;
    };
  }
}
