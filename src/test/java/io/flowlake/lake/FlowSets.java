package io.flowlake.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.flowlake.filter.Filter;
import io.flowlake.model.Flow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Compares flows whose order means nothing. */
final class FlowSets {
  private FlowSets() {}

  /** Fails with one flow that is missing and one that is too many. */
  static void assertSame(List<Flow> expected, List<Flow> found, Filter filter) {
    assertEquals(excess(expected, found), excess(found, expected), () -> "of " + filter);
  }

  /** A flow that is more often in {@code flows} than in {@code others}, or "" for none. */
  private static String excess(List<Flow> flows, List<Flow> others) {
    Map<Flow, Integer> counts = new HashMap<>();
    flows.forEach(flow -> counts.merge(flow, 1, Integer::sum));
    others.forEach(flow -> counts.merge(flow, -1, Integer::sum));
    return counts.entrySet().stream()
        .filter(count -> count.getValue() > 0)
        .map(count -> count.getKey().toString())
        .findFirst()
        .orElse("");
  }
}
