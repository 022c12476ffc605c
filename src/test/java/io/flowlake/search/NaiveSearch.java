package io.flowlake.search;

import io.flowlake.filter.FlowTest;
import io.flowlake.model.Flow;
import io.flowlake.model.FlowColumn;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * What a search must answer, the simplest way: test every flow, sort all. Shares no code with the
 * product's orders.
 */
final class NaiveSearch {
  private static final List<String> TIES =
      List.of(
          "node",
          "start_time",
          "protocol",
          "source_node",
          "source_ip",
          "source_port",
          "dest_node",
          "dest_ip",
          "dest_port",
          "end_time",
          "recv_bytes",
          "sent_bytes",
          "tcp_flags",
          "flow_flags",
          "activity_id",
          "meta");

  private NaiveSearch() {}

  /** All that match, in order, without a limit. */
  static List<Flow> all(List<Flow> flows, SearchRequest request) {
    Predicate<Flow> test = FlowTest.of(request.filter());
    return flows.stream()
        .filter(test)
        .filter(flow -> isInRange(flow, request))
        .sorted(order(request))
        .toList();
  }

  private static boolean isInRange(Flow flow, SearchRequest request) {
    return request.range() == null
        || request.order().equals(Order.CLOSEST)
        || (flow.startTime() >= request.range().from() && flow.startTime() < request.range().to());
  }

  private static Comparator<Flow> order(SearchRequest request) {
    List<Comparator<Flow>> keys = new ArrayList<>();
    if (request.order().equals(Order.CLOSEST)) {
      keys.add(Comparator.comparing(flow -> gap(flow, request)));
      keys.add(Comparator.comparing(Flow::startTime).reversed());
    } else {
      boolean descending = request.order().direction() == Order.Direction.DESCENDING;
      String column = request.order().column().columnName();
      keys.add((left, right) -> lead(value(left, column), value(right, column), descending));
    }
    for (String column : TIES) {
      keys.add((left, right) -> tie(value(left, column), value(right, column)));
    }
    return keys.stream().reduce(Comparator::thenComparing).get();
  }

  private static long gap(Flow flow, SearchRequest request) {
    long from = request.range().from();
    long to = request.range().to();
    long last = flow.endTime() == null ? flow.startTime() : flow.endTime();
    if (flow.startTime() < to && last >= from) {
      return 0;
    }
    return last < from ? from - last : flow.startTime() - (to - 1);
  }

  private static Object value(Flow flow, String column) {
    return flow.value(FlowColumn.named(column).get());
  }

  private static int lead(Object left, Object right, boolean descending) {
    if (left == null || right == null) {
      return Boolean.compare(left == null, right == null);
    }
    return descending ? compare(right, left) : compare(left, right);
  }

  private static int tie(Object left, Object right) {
    if (left == null || right == null) {
      return Boolean.compare(left != null, right != null);
    }
    return compare(left, right);
  }

  private static int compare(Object left, Object right) {
    if (left instanceof String text) {
      return Arrays.compareUnsigned(
          text.getBytes(StandardCharsets.UTF_8), ((String) right).getBytes(StandardCharsets.UTF_8));
    }
    return Long.compare(((Number) left).longValue(), ((Number) right).longValue());
  }
}
