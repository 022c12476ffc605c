package io.flowlake.search;

import io.flowlake.model.FlowColumn;
import io.flowlake.model.TimeRange;

/**
 * The positions along an axis that rows of a request may have: those of its time range, behind its
 * cursor. Files reach beyond it.
 *
 * @param first the first position
 * @param last the last position, included
 */
record Window(long first, long last) {
  /** Every position. */
  static final Window WHOLE = new Window(Axis.FIRST, Axis.LAST);

  static Window of(Axis axis, SearchRequest request) {
    Window range = ofRange(axis, request);
    Cursor cursor = request.cursor();
    return cursor == null
        ? range
        : new Window(Math.max(range.first, axis.position(cursor.last())), range.last);
  }

  private static Window ofRange(Axis axis, SearchRequest request) {
    TimeRange range = request.range();
    return range != null
            && axis instanceof ColumnAxis times
            && times.column() == FlowColumn.START_TIME
        ? times.between(range.from(), range.to() - 1)
        : WHOLE; // for closest the range is a target
  }
}
