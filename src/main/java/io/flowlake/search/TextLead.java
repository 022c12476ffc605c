package io.flowlake.search;

import io.flowlake.filter.Filter;
import io.flowlake.lake.FileBounds;
import io.flowlake.model.Flow;
import io.flowlake.model.FlowColumn;
import io.flowlake.model.TextOrder;
import io.flowlake.search.Order.Direction;
import java.util.Comparator;
import java.util.Set;

/**
 * A column of text. The filter language has no order of texts, so only whole files are left out, by
 * their bounds.
 *
 * @param column a column of text
 * @param direction which texts come first
 */
record TextLead(FlowColumn column, Direction direction) implements Lead {
  @Override
  public Filter notBefore(Flow row) {
    return Filter.EVERYTHING;
  }

  @Override
  public Filter notAfter(Flow row) {
    return Filter.EVERYTHING;
  }

  @Override
  public Comparator<FileBounds> bestFirst() {
    return isAscending()
        ? Comparator.comparing(bounds -> bounds.minText(column), TextOrder.BY_CODE_POINT)
        : Comparator.comparing(
            bounds -> bounds.maxText(column),
            Comparator.nullsFirst(TextOrder.BY_CODE_POINT.reversed()));
  }

  @Override
  public boolean mayReach(FileBounds bounds, Flow row) {
    String text = (String) row.value(column);
    if (text == null) {
      return true;
    }
    if (bounds.alwaysNull(column)) {
      return false;
    }
    String last = bounds.maxText(column);
    return isAscending()
        ? TextOrder.compare(bounds.minText(column), text) <= 0
        : last == null || TextOrder.compare(last, text) >= 0;
  }

  @Override
  public Set<FlowColumn> columns() {
    return Set.of(column);
  }

  private boolean isAscending() {
    return direction == Direction.ASCENDING;
  }
}
