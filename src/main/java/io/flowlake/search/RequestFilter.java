package io.flowlake.search;

import io.flowlake.filter.Filter;
import io.flowlake.filter.Quantity;
import io.flowlake.filter.Ranges;
import io.flowlake.model.FlowColumn;
import io.flowlake.model.TimeRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a request wants, as one filter. */
final class RequestFilter {
  private RequestFilter() {}

  /** The flows that match, wherever a cursor stands. */
  static Filter matching(SearchRequest request) {
    // For closest the range is a target.
    return request.order().needsRange()
        ? request.filter()
        : inRange(request.filter(), request.range());
  }

  /** The flows that match and may come after the cursor. */
  static Filter toRead(SearchRequest request, Ranking ranking) {
    Cursor cursor = request.cursor();
    Filter behind = cursor == null ? Filter.EVERYTHING : ranking.lead().notBefore(cursor.last());
    return Filter.allOf(List.of(matching(request), behind));
  }

  /** The flows of {@code filter} that start in {@code range}. */
  static Filter inRange(Filter filter, @Nullable TimeRange range) {
    if (range == null) {
      return filter;
    }
    Ranges starts = Ranges.of(range.from(), range.to() - 1);
    return Filter.allOf(List.of(filter, new Filter.NumberIn(Quantity.START_TIME, starts)));
  }

  /**
   * The nodes that {@code filter} is about: its parts that speak of the logging node alone, or
   * everything.
   */
  static Filter nodes(Filter filter) {
    if (filter instanceof Filter.And and) {
      return Filter.allOf(and.parts().stream().map(RequestFilter::nodes).toList());
    }
    return namesNodesOnly(filter) ? filter : Filter.EVERYTHING;
  }

  private static boolean namesNodesOnly(Filter filter) {
    if (filter instanceof Filter.Not not) {
      return namesNodesOnly(not.part());
    }
    if (filter instanceof Filter.And and) {
      return and.parts().stream().allMatch(RequestFilter::namesNodesOnly);
    }
    if (filter instanceof Filter.Or or) {
      return or.parts().stream().allMatch(RequestFilter::namesNodesOnly);
    }
    return filter instanceof Filter.TextLike test && test.column() == FlowColumn.NODE;
  }
}
